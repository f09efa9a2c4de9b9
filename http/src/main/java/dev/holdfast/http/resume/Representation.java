/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.field.HttpDate;
import dev.holdfast.http.message.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The identity of a body's bytes, so that the rest can be requested later: a strong validator (RFC
 * 9110 section 8.8.1). Without one, two parts may be of two versions.
 *
 * @param validator for {@code If-Range}: a strong entity tag, or a date that counts as strong
 * @param length of the whole body, or -1 if it is not known
 */
public record Representation(String validator, long length) {

  private static final Pattern STRONG_TAG =
      Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]{0,1000}\"");
  private static final Pattern DATE = Pattern.compile("[A-Za-z0-9,: +-]{1,64}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  /**
   * The age from which a date counts as strong: older than the response by a second (RFC 9110
   * section 8.8.2.2).
   */
  private static final Duration SAFE_AGE = Duration.ofSeconds(1);

  /** The same, by the local clock, which may be wrong. */
  private static final Duration SAFE_AGE_HERE = Duration.ofMinutes(1);

  /**
   * Returns the identity of the body of that response; empty if it cannot be told from a later
   * version.
   */
  public static Optional<Representation> of(int status, Headers headers, Instant now) {
    if (status != 200 || isCoded(headers)) {
      return Optional.empty();
    }
    return validator(headers, now)
        .map(name -> new Representation(name, length(headers).orElse(-1)));
  }

  /** Whether the decoded bytes differ from those that a range counts. */
  public static boolean isCoded(Headers headers) {
    return headers.all("Content-Encoding").stream()
        .anyMatch(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"));
  }

  /** Returns the length of the body; empty if it is not known before its end. */
  public static OptionalLong length(Headers headers) {
    if (isCoded(headers) || headers.contains("Transfer-Encoding")) {
      return OptionalLong.empty();
    }
    return headers
        .first("Content-Length")
        .map(String::strip)
        .filter(text -> DIGITS.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /** Returns the validator. A weak tag rules out the date as well (RFC 9110 section 13.1.5). */
  private static Optional<String> validator(Headers headers, Instant now) {
    Optional<String> tag = headers.first("ETag").map(String::strip);
    return tag.isPresent() ? tag.filter(Representation::isStrong) : date(headers, now);
  }

  /** Whether the text is a validator that a state file may contain. */
  static boolean isValidator(String text) {
    return isStrong(text) || DATE.matcher(text).matches();
  }

  private static boolean isStrong(String tag) {
    return STRONG_TAG.matcher(tag).matches();
  }

  private static Optional<String> date(Headers headers, Instant now) {
    Optional<Instant> sent = headers.first("Date").flatMap(text -> HttpDate.parse(text, now));
    Instant safe = sent.map(date -> date.minus(SAFE_AGE)).orElseGet(() -> now.minus(SAFE_AGE_HERE));
    return headers
        .first("Last-Modified")
        .map(String::strip)
        .filter(text -> DATE.matcher(text).matches())
        .filter(text ->
            HttpDate.parse(text, now).filter(then -> !then.isAfter(safe)).isPresent());
  }

  /** Returns a request for the rest, and for the whole body if it has changed. */
  Headers rest(Headers request, long from) {
    return request.with("Range", "bytes=" + from + "-").with("If-Range", validator);
  }

  /**
   * Whether a 206 is a part of this. It has to repeat the entity tag of the 200, but need not
   * repeat its date (RFC 9110 section 15.3.7).
   */
  boolean isOf(Headers part) {
    Optional<String> tag = part.first("ETag").map(String::strip);
    return validator.startsWith("\"")
        ? tag.equals(Optional.of(validator))
        : part.first("Last-Modified")
            .map(String::strip)
            .filter(date -> !date.equals(validator))
            .isEmpty();
  }

  Representation withLength(long known) {
    return new Representation(validator, known);
  }
}
