/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code Retry-After} of a response (RFC 9110 section 10.2.3): seconds (a fraction is
 * tolerated) or an HTTP date. A date is measured against the {@code Date} of the response, so that
 * a wrong local clock does not matter. Of several values the longest counts. Other values are
 * ignored and noted.
 *
 * @param delay the wait, zero if the date has passed; empty if no value was valid
 * @param dated whether the value was a date, which all clients were told
 * @param notes describe the values that were ignored
 */
public record RetryAfter(Optional<Duration> delay, boolean dated, List<String> notes) {

  /** The value of a response without the header. */
  public static final RetryAfter NONE = new RetryAfter(Optional.empty(), false, List.of());

  private static final Pattern SECONDS = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  /** The most digits that are parsed. A longer number overflows, so the result saturates. */
  private static final int MAX_DIGITS = 18;

  private static final Duration MAX = Duration.ofNanos(Long.MAX_VALUE);

  /**
   * Parses the header; a date is measured against {@code now} if the response has no {@code Date}.
   */
  public static RetryAfter of(Headers headers, Instant now) {
    List<String> values = headers.all("Retry-After");
    if (values.isEmpty()) {
      return NONE;
    }
    Instant reference =
        headers.first("Date").flatMap(date -> HttpDate.parse(date, now)).orElse(now);
    Optional<Duration> longest = Optional.empty();
    boolean dated = false;
    List<String> notes = new ArrayList<>(0);
    for (String value : values) {
      Optional<Duration> delay = parse(value.strip(), reference);
      if (delay.isEmpty()) {
        notes.add("Retry-After '" + Escaped.text(value)
            + "' is neither seconds nor an HTTP date and was ignored");
      } else if (longest.isEmpty() || delay.get().compareTo(longest.get()) > 0) {
        longest = delay;
        dated = !SECONDS.matcher(value.strip()).matches();
      }
    }
    return new RetryAfter(longest, dated, notes);
  }

  private static Optional<Duration> parse(String value, Instant reference) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(seconds(value));
    }
    return HttpDate.parse(value, reference)
        .map(date -> notNegative(Duration.between(reference, date)));
  }

  private static Duration seconds(String value) {
    int point = value.indexOf('.');
    String whole = (point < 0 ? value : value.substring(0, point)).replaceFirst("^0+(?=.)", "");
    if (whole.length() > MAX_DIGITS) {
      return MAX;
    }
    String fraction = point < 0 ? "" : value.substring(point, Math.min(value.length(), point + 10));
    BigDecimal nanos = new BigDecimal(whole + fraction).movePointRight(9);
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0
        ? MAX
        : Duration.ofNanos(nanos.longValue());
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
