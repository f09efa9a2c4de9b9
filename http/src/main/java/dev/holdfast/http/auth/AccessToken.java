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
 * @param value sent as it is
 * @param validFor how long it is valid from the moment it was fetched; empty if that is not known,
 *     so that it is used until a server refuses it
 */
public record AccessToken(String value, Optional<Duration> validFor) {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the value is empty or holds blanks, control characters or
   *     other letters than ASCII, or the time is zero or negative
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

  /** A token that is used until a server refuses it. */
  public static AccessToken of(String value) {
    return new AccessToken(value, Optional.empty());
  }

  /**
   * A token that is valid for that long, as {@code expires_in} says. It is replaced a little
   * before: a tenth of that time, and ten seconds at most.
   */
  public static AccessToken of(String value, Duration validFor) {
    return new AccessToken(value, Optional.of(validFor));
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "AccessToken[***]";
  }
}
