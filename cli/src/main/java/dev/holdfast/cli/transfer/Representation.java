/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.Request;
import dev.holdfast.http.StreamedResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What identifies the bytes of a body, so that the rest of it can be asked for later: a strong
 * validator (RFC 9110 section 8.8.1). Without one, two parts may be of two versions.
 *
 * @param validator for {@code If-Range}: a strong entity tag, or a date that counts as strong
 * @param length of the whole body, or -1 if it is not known
 */
record Representation(String validator, long length) {

  private static final Pattern STRONG_TAG =
      Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]{0,1000}\"");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  /** RFC 9110 section 8.8.2.2: older than the answer by a second, or no proof of anything. */
  private static final Duration SAFE_AGE = Duration.ofSeconds(1);
  /** Measured by our own clock, which may be wrong. */
  private static final Duration SAFE_AGE_HERE = Duration.ofMinutes(1);

  /** What that response is part or all of; empty if it cannot be told from a later version. */
  static Optional<Representation> of(StreamedResponse response) {
    if (response.status() != 200 || isCoded(response)) {
      return Optional.empty();
    }
    return validator(response)
        .map(name -> new Representation(name, length(response).orElse(-1)));
  }

  /** Whether the bytes that are read are not those that a range counts. */
  static boolean isCoded(StreamedResponse response) {
    return response
        .header("Content-Encoding")
        .filter(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"))
        .isPresent();
  }

  /** How many bytes the body has; empty if that is not known before its end. */
  static OptionalLong length(StreamedResponse response) {
    if (isCoded(response)) {
      return OptionalLong.empty();
    }
    return response
        .header("Content-Length")
        .map(String::strip)
        .filter(text -> DIGITS.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> validator(StreamedResponse response) {
    Optional<String> tag = response.header("ETag").map(String::strip);
    return tag.isPresent() ? tag.filter(Representation::isStrong) : date(response);
  }

  static boolean isStrong(String tag) {
    return STRONG_TAG.matcher(tag).matches();
  }

  private static Optional<String> date(StreamedResponse response) {
    Optional<String> text = response.header("Last-Modified").map(String::strip);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> modified = text.flatMap(Representation::instant);
    Optional<Instant> date = response.header("Date").flatMap(Representation::instant);
    Instant safe =
        date.map(sent -> sent.minus(SAFE_AGE)).orElseGet(() -> Instant.now().minus(SAFE_AGE_HERE));
    return modified.filter(then -> !then.isAfter(safe)).isPresent() ? text : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.from(
          DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(text.strip())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Asks for the rest, and for all of it if it has changed. */
  Request rest(Request request, long from) {
    return request.header("Range", "bytes=" + from + "-").header("If-Range", validator);
  }

  /** Whether that response names another version than this. */
  boolean contradicts(StreamedResponse response) {
    return validator.startsWith("\"")
        && response.header("ETag").filter(tag -> !tag.strip().equals(validator)).isPresent();
  }
}
