/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of dates; what urllib3's vectors have of them is in {@link RetryAfterTest}. */
class HttpDateTest {

  @Test
  void readsALeapSecondAsTheSecondBeforeIt() {
    assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT"))
        .contains(Instant.parse("2016-12-31T23:59:59Z"));
  }

  @Test
  void thereIsNoSecond61() {
    assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:61 GMT")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'Thursday, 31-Dec-76 00:00:00 GMT', 2076-12-31T00:00:00Z",
    "'Saturday, 31-Dec-77 00:00:00 GMT', 1977-12-31T00:00:00Z",
    "'Thursday, 15-Jan-26 12:00:30 GMT', 2026-01-15T12:00:30Z"
  })
  void twoDigitsOfAYearAreOfThisCenturyUnlessThatIsFarAhead(String text, Instant expected) {
    assertThat(HttpDate.parse(text)).contains(expected);
  }
}
