/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import dev.holdfast.http.message.HeaderRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code Set-Cookie} header, by the algorithm for user agents (RFC 6265bis section 5.6).
 * It accepts everything, and ignores unknown parts. If an attribute occurs twice, the last one
 * counts.
 */
final class SetCookie {

  /** The most characters of name and value together. */
  static final int MAX_SIZE = 4_096;

  private static final int MAX_ATTRIBUTE = 1_024;

  /** The longest life of a cookie, whatever its attributes. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(400);

  private final String name;
  private final String value;
  private final Instant now;
  private String domain = "";
  private @Nullable String path;
  private boolean secure;
  private boolean httpOnly;
  private @Nullable Instant expires;
  private @Nullable Instant maxAge;

  private SetCookie(String name, String value, Instant now) {
    this.name = name;
    this.value = value;
    this.now = now;
  }

  /**
   * Reads the value of a {@code Set-Cookie} header.
   *
   * @throws RefusedCookieException if it sets no cookie
   */
  static SetCookie parse(String header, Instant now) throws RefusedCookieException {
    for (int i = 0; i < header.length(); i++) {
      if (isControl(header.charAt(i))) {
        throw new RefusedCookieException("", "it has a control character");
      }
    }
    String[] parts = header.split(";", -1);
    int equals = parts[0].indexOf('=');
    String name = HeaderRules.withoutBlanks(equals < 0 ? "" : parts[0].substring(0, equals));
    String value = HeaderRules.withoutBlanks(parts[0].substring(equals + 1));
    if (name.isEmpty() && value.isEmpty()) {
      throw new RefusedCookieException("", "it has neither name nor value");
    }
    if (name.length() + value.length() > MAX_SIZE) {
      throw new RefusedCookieException(
          name, "name and value have more than " + MAX_SIZE + " characters");
    }
    SetCookie cookie = new SetCookie(name, value, now);
    for (int i = 1; i < parts.length; i++) {
      cookie.attribute(parts[i]);
    }
    return cookie;
  }

  private void attribute(String text) {
    int equals = text.indexOf('=');
    String key =
        Cookie.lowerCase(HeaderRules.withoutBlanks(equals < 0 ? text : text.substring(0, equals)));
    String content = equals < 0 ? "" : HeaderRules.withoutBlanks(text.substring(equals + 1));
    if (content.length() > MAX_ATTRIBUTE) {
      return;
    }
    switch (key) {
      case "expires" -> CookieDate.parse(content).ifPresent(date -> expires = atMost(date));
      case "max-age" -> maxAge(content);
      case "domain" ->
        domain = Cookie.lowerCase(content.startsWith(".") ? content.substring(1) : content);
      case "path" -> path = content.startsWith("/") ? content : null;
      case "secure" -> secure = true;
      case "httponly" -> httpOnly = true;
      default -> {
        // SameSite is ignored too: no sites here could request another's resources.
      }
    }
  }

  private void maxAge(String content) {
    boolean negative = content.startsWith("-");
    String digits = negative ? content.substring(1) : content;
    if (content.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return;
    }
    String significant = digits.replaceFirst("^0+", "");
    if (negative || significant.isEmpty()) {
      maxAge = Instant.EPOCH;
    } else {
      // A number of more than nine digits is longer than the longest life.
      maxAge = significant.length() > 9
          ? now.plus(LONGEST_LIFE)
          : atMost(now.plusSeconds(Long.parseLong(significant)));
    }
  }

  private Instant atMost(Instant end) {
    Instant latest = now.plus(LONGEST_LIFE);
    return end.isAfter(latest) ? latest : end;
  }

  /** Whether the character is a control character, except for HTAB, which a value may contain. */
  static boolean isControl(char c) {
    return c < ' ' && c != '\t' || c == 0x7f;
  }

  String name() {
    return name;
  }

  String value() {
    return value;
  }

  /** Returns the domain in lower case, without a leading dot; empty if there is none. */
  String domain() {
    return domain;
  }

  /** Returns the path; empty if there is none, or none that begins with a slash. */
  Optional<String> path() {
    return Optional.ofNullable(path);
  }

  boolean secure() {
    return secure;
  }

  boolean httpOnly() {
    return httpOnly;
  }

  /** Returns the expiry. {@code Max-Age} takes precedence over {@code Expires}. */
  Optional<Instant> expires() {
    return Optional.ofNullable(maxAge == null ? expires : maxAge);
  }
}
