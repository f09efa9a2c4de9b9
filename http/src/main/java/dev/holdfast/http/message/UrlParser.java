/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.net.IDN;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;

/**
 * Parses URLs by RFC 3986, stricter and more helpful than {@link java.net.URI}: host names with
 * underscores work, characters that need encoding are encoded, errors name the position.
 */
final class UrlParser {

  /** Longer ones are a mistake or an attack; servers accept 8 KiB at most as a rule. */
  private static final int MAX_LENGTH = 65_536;

  private UrlParser() {}

  static Url parse(String text) {
    Objects.requireNonNull(text, "url");
    checkCharacters(text);
    int schemeEnd = text.indexOf("://");
    String scheme = schemeEnd < 0 ? "" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw bad(text, "no scheme that is supported", "http:// or https://");
    }
    int authorityStart = schemeEnd + 3;
    int authorityEnd = indexOfAny(text, "/?#", authorityStart);
    String authority = text.substring(authorityStart, authorityEnd);
    if (authority.indexOf('@') >= 0) {
      throw bad(text, "user info before the host", "none; use an Authorization header");
    }
    int portColon = portColon(authority);
    String host = host(text, portColon < 0 ? authority : authority.substring(0, portColon));
    int port = port(text, scheme, portColon < 0 ? "" : authority.substring(portColon + 1));
    return new Url(scheme, host, port, target(text, text.substring(authorityEnd)));
  }

  static Url resolve(Url base, String reference) {
    int colon = reference.indexOf(':');
    int end = indexOfAny(reference, "/?#", 0);
    if (colon > 0 && colon < end) {
      return parse(reference);
    }
    if (reference.startsWith("//")) {
      return parse(base.scheme() + ":" + reference);
    }
    if (reference.startsWith("/")) {
      return parse(base.origin() + reference);
    }
    if (reference.isEmpty() || reference.startsWith("#")) {
      return base;
    }
    if (reference.startsWith("?")) {
      return parse(base.origin() + base.path() + reference);
    }
    String directory = base.path().substring(0, base.path().lastIndexOf('/') + 1);
    return parse(base.origin() + directory + reference);
  }

  private static void checkCharacters(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("url: empty (expected: http:// or https:// and a host)");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "url: " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7f || Character.isSurrogate(c) && !isPair(text, i)) {
        throw new IllegalArgumentException(String.format(
            "url: character 0x%02x at position %d (expected: no spaces or control characters;"
                + " encode a space as %%20)",
            (int) c, i));
      }
    }
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  private static String host(String url, String host) {
    if (host.isEmpty()) {
      throw bad(url, "no host", "http://host/…");
    }
    if (host.startsWith("[")) {
      return ipv6(url, host);
    }
    String ascii = toAscii(url, host);
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      boolean valid =
          c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
      if (!valid) {
        throw bad(
            url, String.format("character 0x%02x in the host", (int) c), "letters, digits, - . _");
      }
    }
    return ascii;
  }

  private static String toAscii(String url, String host) {
    try {
      String ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
      if (ascii.isEmpty()
          || ascii.length() > 255
          || ascii.startsWith(".")
          || ascii.contains("..")) {
        throw bad(url, "a host with an empty or too long label", "labels of 1 to 63 characters");
      }
      return ascii;
    } catch (IllegalArgumentException e) {
      IllegalArgumentException error =
          bad(url, "a host that is no domain name", "labels of 1 to 63 characters");
      error.initCause(e);
      throw error;
    }
  }

  private static String ipv6(String url, String host) {
    String address = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
    if (address.indexOf(':') < 0 || !address.matches("[0-9a-fA-F:.]+")) {
      throw bad(url, "a malformed IPv6 address", "[::1] or the like, without zone");
    }
    return address.toLowerCase(Locale.ROOT);
  }

  private static int port(String url, String scheme, String digits) {
    if (digits.isEmpty()) {
      return Url.defaultPort(scheme);
    }
    boolean plausible = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = plausible ? Integer.parseInt(digits) : -1;
    if (port < 1 || port > 65_535) {
      throw bad(url, "port " + Escaped.text(digits), "1 to 65535");
    }
    return port;
  }

  private static String target(String url, String rest) {
    int fragment = rest.indexOf('#');
    String target = fragment < 0 ? rest : rest.substring(0, fragment);
    checkPercents(url, target);
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String encoded = PercentEncoding.encodeTarget(withoutDotSegments(path.isEmpty() ? "/" : path));
    return query < 0 ? encoded : encoded + PercentEncoding.encodeTarget(target.substring(query));
  }

  private static void checkPercents(String url, String target) {
    for (int i = target.indexOf('%'); i >= 0; i = target.indexOf('%', i + 1)) {
      boolean valid = i + 2 < target.length()
          && Character.digit(target.charAt(i + 1), 16) >= 0
          && Character.digit(target.charAt(i + 2), 16) >= 0
          && target.charAt(i + 1) < 0x80
          && target.charAt(i + 2) < 0x80;
      if (!valid) {
        throw bad(
            url,
            "a % without two hex digits at position " + i + " of path and query",
            "%25 for a % itself");
      }
    }
  }

  /** RFC 3986 section 5.2.4. */
  private static String withoutDotSegments(String path) {
    if (!path.contains("/.")) {
      return path;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      boolean dots = segments[i].equals(".") || segments[i].equals("..");
      if (segments[i].equals("..")) {
        kept.pollLast();
      }
      if (!dots) {
        kept.addLast(segments[i]);
      } else if (last) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }

  private static int indexOfAny(String text, String characters, int from) {
    for (int i = from; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static IllegalArgumentException bad(String url, String problem, String expected) {
    return new IllegalArgumentException("url: " + problem + " in '"
        + Escaped.text(Secrets.maskUrl(url)) + "' (expected: " + expected + ")");
  }
}
