/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One cookie, as kept in a {@link CookieJar}. Immutable; its value is masked in {@code toString}.
 *
 * @param name may be empty, as browsers allow
 * @param value may be empty
 * @param domain a host name in lower case ASCII without a leading dot, or an IP address
 * @param hostOnly whether it is for that host alone, and not for the hosts below it
 * @param path begins with a slash
 * @param secure whether it is sent over {@code https} only
 * @param httpOnly whether it is hidden from scripts in a browser; kept for cookie files
 * @param expires the end of its life; empty if it lasts as long as the jar
 */
public record Cookie(
    String name,
    String value,
    String domain,
    boolean hostOnly,
    String path,
    boolean secure,
    boolean httpOnly,
    Optional<Instant> expires) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one contains an invalid character (CR, LF, NUL, a
   *     semicolon…), is a missing domain or path, or name and value have more than 4,096 characters
   */
  public Cookie {
    requireClean("name", Objects.requireNonNull(name, "name"), ";=");
    requireClean("value", Objects.requireNonNull(value, "value"), ";");
    requireClean("domain", Objects.requireNonNull(domain, "domain"), ";/= \t");
    requireClean("path", Objects.requireNonNull(path, "path"), ";");
    Objects.requireNonNull(expires, "expires");
    if (name.isEmpty() && value.isEmpty()) {
      throw new IllegalArgumentException("cookie: no name and no value (expected: one of them)");
    }
    if (name.length() + value.length() > SetCookie.MAX_SIZE) {
      throw new IllegalArgumentException("cookie: " + (name.length() + value.length())
          + " characters (expected: at most " + SetCookie.MAX_SIZE + ")");
    }
    if (domain.isEmpty() || domain.startsWith(".") || !domain.equals(lowerCase(domain))) {
      throw new IllegalArgumentException(
          "domain: empty, with a leading dot or upper case (expected: a host name such as example.com)");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path: without a leading slash (expected: / or longer)");
    }
  }

  private static void requireClean(String what, String text, String forbidden) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SetCookie.isControl(c) || c > 0xff || forbidden.indexOf(c) >= 0) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "%s of a cookie: character 0x%02x at position %d (expected: none of CR, LF, NUL and"
                + " other control characters, of semicolons, or above 0xff)",
            what,
            (int) c,
            i));
      }
    }
  }

  static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether the cookie has expired at that time. */
  public boolean expired(Instant now) {
    return expires.isPresent() && !expires.get().isAfter(now);
  }

  /** Returns name, domain and path; never the value. */
  @Override
  public String toString() {
    return "Cookie[" + name + ", " + (hostOnly ? "" : ".") + domain + path + "]";
  }
}
