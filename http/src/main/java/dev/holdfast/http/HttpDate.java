/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three forms of an HTTP date (RFC 9110 section 5.6.7): IMF-fixdate, RFC 850 and asctime. The
 * day of the week is not compared with the date. ASCII digits only.
 */
final class HttpDate {

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
  private static final String MONTH = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
  private static final String TIME = "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})";

  private static final Pattern FIXDATE =
      Pattern.compile(DAY + ", (?<day>[0-9]{2}) " + MONTH + " (?<year>[0-9]{4}) " + TIME + " GMT");
  private static final Pattern RFC850 =
      Pattern.compile("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>[0-9]{2})-"
          + MONTH
          + "-(?<year>[0-9]{2}) "
          + TIME
          + " GMT");
  private static final Pattern ASCTIME =
      Pattern.compile(DAY + " " + MONTH + " (?<day>[0-9 ][0-9]) " + TIME + " (?<year>[0-9]{4})");

  /** A leap second is read as the second before it. */
  private static final int LEAP = 60;

  private static final List<Pattern> FORMS = List.of(FIXDATE, RFC850, ASCTIME);

  private HttpDate() {}

  /** The date, or empty if it is none. */
  static Optional<Instant> parse(String text) {
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        return instant(matcher);
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(Matcher matcher) {
    try {
      int month = MONTHS.indexOf(matcher.group("month")) + 1;
      int second = number(matcher, "second");
      LocalDateTime date = LocalDateTime.of(
          year(matcher.group("year")),
          month,
          number(matcher, "day"),
          number(matcher, "hour"),
          number(matcher, "minute"),
          second == LEAP ? LEAP - 1 : second);
      return Optional.of(date.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** RFC 9110: two digits that look more than 50 years ahead are in the past century. */
  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    return year >= 77 ? 1900 + year : 2000 + year;
  }

  private static int number(Matcher matcher, String group) {
    return Integer.parseInt(matcher.group(group).strip());
  }
}
