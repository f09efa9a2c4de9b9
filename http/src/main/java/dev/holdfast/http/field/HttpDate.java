/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the three forms of an HTTP date (RFC 9110 section 5.6.7): IMF-fixdate, RFC 850 and
 * asctime. Accepts ASCII digits only. Does not check that the day of the week fits the date.
 */
public final class HttpDate {

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

  /** RFC 9110: a two-digit year that would be further ahead belongs to an earlier century. */
  private static final int MOST_YEARS_AHEAD = 50;

  private static final int CENTURY = 100;

  /** A leap second is read as the second after it, so that no retry comes early. */
  private static final int LEAP = 60;

  private static final List<Pattern> FORMS = List.of(FIXDATE, RFC850, ASCTIME);

  private HttpDate() {}

  /**
   * Parses a date; empty if the text is not one.
   *
   * @param now decides which century a two-digit year belongs to
   */
  public static Optional<Instant> parse(String text, Instant now) {
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        return instant(matcher, now);
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(Matcher matcher, Instant now) {
    try {
      String year = matcher.group("year");
      LocalDateTime date = year.length() == 4
          ? date(matcher, Integer.parseInt(year))
          : nearest(matcher, Integer.parseInt(year), now);
      return Optional.of(date.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the latest date with that two-digit year that is at most 50 years ahead. */
  private static LocalDateTime nearest(Matcher matcher, int digits, Instant now) {
    LocalDateTime latest = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(MOST_YEARS_AHEAD);
    int year = latest.getYear() - Math.floorMod(latest.getYear() - digits, CENTURY);
    LocalDateTime date = date(matcher, year);
    return date.isAfter(latest) ? date(matcher, year - CENTURY) : date;
  }

  private static LocalDateTime date(Matcher matcher, int year) {
    int month = MONTHS.indexOf(matcher.group("month")) + 1;
    int second = number(matcher, "second");
    LocalDateTime date = LocalDateTime.of(
        year,
        month,
        number(matcher, "day"),
        number(matcher, "hour"),
        number(matcher, "minute"),
        second == LEAP ? LEAP - 1 : second);
    return second == LEAP ? date.plusSeconds(1) : date;
  }

  private static int number(Matcher matcher, String group) {
    return Integer.parseInt(matcher.group(group).strip());
  }
}
