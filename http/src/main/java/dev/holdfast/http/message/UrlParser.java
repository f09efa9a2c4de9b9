/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Parses URLs by RFC 3986, stricter and more helpful than {@link java.net.URI}: host names with
 * underscores work, characters that need encoding are encoded, errors name the position.
 */
final class UrlParser {

  /**
   * The longest URL. Longer ones are a mistake or an attack; servers usually accept 8 KiB at most.
   */
  private static final int MAX_LENGTH = 65_536;

  private static final String[] SCHEMES = {"https", "http"};

  private UrlParser() {}

  static Url parse(String text) {
    checkCharacters(text);
    String scheme = scheme(text);
    int authorityStart = scheme.length() + 3;
    int authorityEnd = indexOfAny(text, "/?#", authorityStart);
    int at = text.indexOf('@', authorityStart);
    if (at >= 0 && at < authorityEnd) {
      throw bad(
          text,
          authorityStart,
          "user info before the host",
          "none, it would end up in logs; use an Authorization header");
    }
    int hostEnd = hostEnd(text, authorityStart, authorityEnd);
    String host = host(text, authorityStart, hostEnd);
    int port = port(text, scheme, Math.min(hostEnd + 1, authorityEnd), authorityEnd);
    return new Url(scheme, host, port, target(text, authorityEnd));
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

  private static String scheme(String text) {
    int end = text.indexOf("://");
    for (String scheme : SCHEMES) {
      // The usual spelling is tried first, because it needs no new string.
      if (end == scheme.length()
          && (text.startsWith(scheme)
              || text.substring(0, end).toLowerCase(Locale.ROOT).equals(scheme))) {
        return scheme;
      }
    }
    throw bad(text, 0, "no scheme that is supported", "http:// or https://");
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

  /** Returns the index of the colon before the port, or of the end of the authority. */
  private static int hostEnd(String text, int start, int end) {
    int colon = text.lastIndexOf(':', end - 1);
    return colon >= start && colon > text.lastIndexOf(']', end - 1) ? colon : end;
  }

  private static String host(String url, int start, int end) {
    String host = url.substring(start, end);
    if (host.isEmpty()) {
      throw bad(url, start, "no host", "http://host/…");
    }
    if (host.startsWith("[")) {
      return ipv6(url, start, host);
    }
    String ascii = toAscii(url, start, host);
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      boolean valid =
          c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
      if (!valid) {
        // Position and character are those of the URL unless an international name came before it.
        throw bad(
            url,
            start + Math.max(0, host.indexOf(c)),
            String.format("character 0x%02x in the host", (int) c),
            "letters, digits, - . _");
      }
    }
    return ascii;
  }

  private static String toAscii(String url, int start, String host) {
    try {
      return HostNames.toAscii(host);
    } catch (UnfitHostException e) {
      throw bad(url, start, e.problem(), e.expected());
    }
  }

  private static String ipv6(String url, int start, String host) {
    String address = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
    if (address.indexOf(':') < 0 || !address.matches("[0-9a-fA-F:.]+") || !isLiteral(host)) {
      throw bad(url, start, "a malformed IPv6 address", "[::1] or the like, without zone");
    }
    return address.toLowerCase(Locale.ROOT);
  }

  /** Whether {@link URI}, which knows the grammar of RFC 2373, accepts that host in brackets. */
  private static boolean isLiteral(String host) {
    try {
      new URI("http://" + host);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int port(String url, String scheme, int start, int end) {
    if (start == end) {
      return Url.defaultPort(scheme);
    }
    boolean number = isNumber(url, start, end);
    int port = number && end - start <= 5 ? Integer.parseInt(url, start, end, 10) : -1;
    if (port < 1 || port > 65_535) {
      // A malformed number may be the password of a user without a host, so it is not shown.
      throw number
          ? bad(url, start, "port " + Escaped.text(url.substring(start, end)), "1 to 65535")
          : bad(url.substring(0, start), start, "a port that is no number", "1 to 65535");
    }
    return port;
  }

  private static boolean isNumber(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String target(String url, int start) {
    int fragment = url.indexOf('#', start);
    String target = url.substring(start, fragment < 0 ? url.length() : fragment);
    checkPercents(url, start, target);
    return PercentEncoding.encodeTarget(withoutDotSegments(target));
  }

  private static void checkPercents(String url, int start, String target) {
    for (int i = target.indexOf('%'); i >= 0; i = target.indexOf('%', i + 1)) {
      if (!isHex(target, i + 1) || !isHex(target, i + 2)) {
        throw bad(url, start + i, "a % without two hex digits", "%25 for a % itself");
      }
    }
  }

  private static boolean isHex(String text, int at) {
    return at < text.length()
        && text.charAt(at) < 0x80
        && Character.digit(text.charAt(at), 16) >= 0;
  }

  /**
   * Returns path and query without dot segments (RFC 3986 section 5.2.4); the same string if there
   * are none.
   */
  private static String withoutDotSegments(String target) {
    int query = target.indexOf('?');
    if (query < 0) {
      return pathWithoutDotSegments(target);
    }
    boolean asItIs = query > 0 && !target.contains("/.");
    return asItIs
        ? target
        : pathWithoutDotSegments(target.substring(0, query)) + target.substring(query);
  }

  private static String pathWithoutDotSegments(String path) {
    if (!path.contains("/.")) {
      return path.isEmpty() ? "/" : path;
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

  private static IllegalArgumentException bad(
      String url, int position, String problem, String expected) {
    return new IllegalArgumentException("url: " + problem + " at position " + position + " of '"
        + Secrets.maskedQuote(url) + "' (expected: " + expected + ")");
  }
}
