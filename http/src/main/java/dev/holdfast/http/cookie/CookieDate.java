/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the date of an {@code Expires} attribute (RFC 6265bis section 5.1.1): time, day, month and
 * year in any order, between any delimiters, as servers have written them since 1994. The day of
 * the week and the time zone are ignored.
 */
final class CookieDate {

  private static final Pattern DELIMITERS = Pattern.compile("[\\t -/;-@\\[-`{-~]+");
  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[^0-9].*)?");
  private static final Pattern DAY = Pattern.compile("([0-9]{1,2})(?:[^0-9].*)?");
  private static final Pattern YEAR = Pattern.compile("([0-9]{2,4})(?:[^0-9].*)?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final int NONE = -1;
  private static final int FIRST_YEAR = 1601;
  private static final int CENTURY = 100;

  /** The limit for two-digit years: lower ones are of the years from 2000. */
  private static final int PIVOT = 70;

  private int hour = NONE;
  private int minute;
  private int second;
  private int day = NONE;
  private int month = NONE;
  private int year = NONE;

  private CookieDate() {}

  /** Returns the moment; empty if the text contains none. */
  static Optional<Instant> parse(String text) {
    CookieDate date = new CookieDate();
    for (String token : DELIMITERS.split(text, -1)) {
      date.take(token);
    }
    return date.instant();
  }

  /** Uses a token for the first missing part that it can be. */
  private void take(String token) {
    if (!(hour == NONE && time(token))
        && !(day == NONE && day(token))
        && !(month == NONE && month(token))
        && year == NONE) {
      year(token);
    }
  }

  private boolean time(String token) {
    Matcher matcher = TIME.matcher(token);
    if (!matcher.matches()) {
      return false;
    }
    hour = Integer.parseInt(matcher.group(1));
    minute = Integer.parseInt(matcher.group(2));
    second = Integer.parseInt(matcher.group(3));
    return true;
  }

  private boolean day(String token) {
    Matcher matcher = DAY.matcher(token);
    if (!matcher.matches()) {
      return false;
    }
    day = Integer.parseInt(matcher.group(1));
    return true;
  }

  private boolean month(String token) {
    if (token.length() < 3) {
      return false;
    }
    month = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
    return month != NONE;
  }

  private void year(String token) {
    Matcher matcher = YEAR.matcher(token);
    if (matcher.matches()) {
      int digits = Integer.parseInt(matcher.group(1));
      year = digits >= CENTURY ? digits : digits + (digits < PIVOT ? 2000 : 1900);
    }
  }

  private Optional<Instant> instant() {
    if (hour == NONE || day == NONE || month == NONE || year < FIRST_YEAR) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(year, month + 1, day, hour, minute, second).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
