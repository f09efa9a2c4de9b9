/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Url;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules for whether a server may set a cookie, and for its hosts and paths (RFC 6265bis section
 * 5.7, the storage model).
 */
final class CookieRules {

  private static final String SECURE_PREFIX = "__secure-";
  private static final String HOST_PREFIX = "__host-";

  /** The list, or null if there is none. */
  private final @Nullable PublicSuffixes suffixes;

  CookieRules(@Nullable PublicSuffixes suffixes) {
    this.suffixes = suffixes;
  }

  /**
   * Returns the cookie that a response from that URL sets.
   *
   * @throws RefusedCookieException if the cookie is not allowed
   */
  Cookie judge(SetCookie set, Url url) throws RefusedCookieException {
    boolean hostOnly = hostOnly(set, url.host());
    if (set.secure() && !url.secure()) {
      throw new RefusedCookieException(set.name(), "it is Secure and came over http");
    }
    checkPrefix(set, hostOnly);
    try {
      return new Cookie(
          set.name(),
          set.value(),
          hostOnly ? url.host() : set.domain(),
          hostOnly,
          set.path().orElseGet(() -> defaultPath(url)),
          set.secure(),
          set.httpOnly(),
          set.expires());
    } catch (IllegalArgumentException unfit) {
      throw new RefusedCookieException(set.name(), String.valueOf(unfit.getMessage()));
    }
  }

  private boolean hostOnly(SetCookie set, String host) throws RefusedCookieException {
    String domain = set.domain();
    if (domain.isEmpty()) {
      return true;
    }
    if (!domainMatches(host, domain)) {
      throw new RefusedCookieException(
          set.name(), "the domain '" + Escaped.text(domain) + "' is not one of " + host);
    }
    if (isAddress(host)) {
      return true;
    }
    boolean known = suffixes != null || domain.indexOf('.') < 0;
    if (known && !isPublicSuffix(domain)) {
      return false;
    }
    if (known && !domain.equals(host)) {
      throw new RefusedCookieException(
          set.name(),
          "the domain '" + Escaped.text(domain) + "' is a public suffix, below which are others");
    }
    return true;
  }

  /** Whether a cookie is kept for its host alone only because there is no list. */
  boolean narrows(SetCookie set, Cookie cookie) {
    return suffixes == null
        && cookie.hostOnly()
        && set.domain().indexOf('.') >= 0
        && !set.domain().equals(cookie.domain());
  }

  private boolean isPublicSuffix(String domain) {
    // A trailing dot names the same suffix.
    String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    return name.indexOf('.') < 0 || suffixes == null || suffixes.isPublicSuffix(name);
  }

  private static void checkPrefix(SetCookie set, boolean hostOnly) throws RefusedCookieException {
    String name = Cookie.lowerCase(set.name());
    if (name.isEmpty()) {
      // A server would mistake it for a cookie of such a name.
      String value = Cookie.lowerCase(set.value());
      if (value.startsWith(SECURE_PREFIX) || value.startsWith(HOST_PREFIX)) {
        throw new RefusedCookieException("", "it imitates the prefix of a name");
      }
    }
    if (name.startsWith(SECURE_PREFIX) && !set.secure()) {
      throw new RefusedCookieException(set.name(), "a __Secure- cookie must be Secure");
    }
    boolean forHost =
        set.secure() && hostOnly && set.domain().isEmpty() && set.path().equals(Optional.of("/"));
    if (name.startsWith(HOST_PREFIX) && !forHost) {
      throw new RefusedCookieException(
          set.name(), "a __Host- cookie must be Secure, with Path=/ and without a domain");
    }
  }

  /** Whether a cookie of that domain may be sent to that host (section 5.1.3). */
  static boolean domainMatches(String host, String domain) {
    return host.equals(domain)
        || host.endsWith(domain)
            && host.charAt(host.length() - domain.length() - 1) == '.'
            && !isAddress(host);
  }

  /** Whether a host is an IP address. A host that ends in a number is one, or is invalid. */
  static boolean isAddress(String host) {
    if (host.indexOf(':') >= 0) {
      return true;
    }
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    String last = host.substring(host.lastIndexOf('.', end - 1) + 1, end);
    return !last.isEmpty() && (isNumber(last) || last.startsWith("0x"));
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether a cookie of that path may be sent with that path of a request (section 5.1.4). */
  static boolean pathMatches(String requested, String path) {
    return requested.startsWith(path)
        && (requested.length() == path.length()
            || path.endsWith("/")
            || requested.charAt(path.length()) == '/');
  }

  /** Returns the directory of the URL's path. */
  private static String defaultPath(Url url) {
    int end = url.path().lastIndexOf('/');
    return end <= 0 ? "/" : url.path().substring(0, end);
  }
}
