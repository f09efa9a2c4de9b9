/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of dates; what urllib3's vectors have of them is in {@link RetryAfterTest}. */
@Tag("A12")
class HttpDateTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "'Sat, 31 Dec 2016 23:59:60 GMT', 2017-01-01T00:00:00Z",
    "'Saturday, 31-Dec-16 23:59:60 GMT', 2017-01-01T00:00:00Z",
    "'Sat Dec 31 23:59:60 2016', 2017-01-01T00:00:00Z",
    "'Mon, 30 Nov 2026 12:00:60 GMT', 2026-11-30T12:01:00Z"
  })
  void aLeapSecondIsNeverReadAsAnEarlierOne(String text, Instant expected) {
    assertThat(HttpDate.parse(text, NOW)).contains(expected);
  }

  @Test
  void thereIsNoSecond61() {
    assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:61 GMT", NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // The text, now, the date: RFC 9110 section 5.6.7 looks 50 years ahead of now.
    "'Thursday, 15-Jan-26 12:00:30 GMT', 2026-11-30T12:00:00Z, 2026-01-15T12:00:30Z",
    "'Monday, 30-Nov-76 12:00:00 GMT', 2026-11-30T12:00:00Z, 2076-11-30T12:00:00Z",
    "'Monday, 30-Nov-76 12:00:01 GMT', 2026-11-30T12:00:00Z, 1976-11-30T12:00:01Z",
    "'Saturday, 31-Dec-77 00:00:00 GMT', 2026-11-30T12:00:00Z, 1977-12-31T00:00:00Z",
    "'Saturday, 31-Dec-77 00:00:00 GMT', 2028-01-01T00:00:00Z, 2077-12-31T00:00:00Z",
    "'Saturday, 01-Jan-05 00:00:00 GMT', 2095-06-01T00:00:00Z, 2105-01-01T00:00:00Z",
    "'Sunday, 06-Nov-94 08:49:37 GMT', 1994-11-06T00:00:00Z, 1994-11-06T08:49:37Z",
    "'Sunday, 06-Nov-94 08:49:37 GMT', 2044-11-06T08:49:37Z, 2094-11-06T08:49:37Z"
  })
  void twoDigitsOfAYearAreAtMost50YearsAhead(String text, Instant now, Instant expected) {
    assertThat(HttpDate.parse(text, now)).contains(expected);
  }

  @Test
  void aDayThatTheMeantYearDoesNotHaveIsNoDate() {
    assertThat(HttpDate.parse("Tuesday, 29-Feb-00 00:00:00 GMT", NOW))
        .contains(Instant.parse("2000-02-29T00:00:00Z"));
    assertThat(HttpDate.parse(
            "Tuesday, 29-Feb-00 00:00:00 GMT", Instant.parse("2060-01-01T00:00:00Z")))
        .isEmpty();
  }
}
