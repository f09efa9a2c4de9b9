/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A token of the Bearer scheme (RFC 6750). Immutable; masked in {@code toString}.
 *
 * @param value the token, sent unchanged
 * @param validFor how long it is valid after it was fetched; empty if unknown, so that it is used
 *     until a server refuses it
 */
public record AccessToken(String value, Optional<Duration> validFor) {

  /**
   * Checks both values.
   *
   * @throws IllegalArgumentException if the value is empty or contains blanks, control characters
   *     or letters beyond ASCII, or the time is zero or negative
   */
  public AccessToken {
    Objects.requireNonNull(value, "value");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "token: character 0x%02x at position %d (expected: visible ASCII, no blanks)",
            (int) c,
            i));
      }
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException("token: empty (expected: at least one character)");
    }
    validFor.ifPresent(time -> Nanos.requirePositive("validFor", time));
  }

  /** Returns a token that is used until a server refuses it. */
  public static AccessToken of(String value) {
    return new AccessToken(value, Optional.empty());
  }

  /**
   * Returns a token that is valid for that long, as {@code expires_in} says. It is replaced a
   * little earlier: by a tenth of that time, and at most ten seconds.
   */
  public static AccessToken of(String value, Duration validFor) {
    return new AccessToken(value, Optional.of(validFor));
  }

  /** Returns the type only: the token is secret. */
  @Override
  public String toString() {
    return "AccessToken[***]";
  }
}
