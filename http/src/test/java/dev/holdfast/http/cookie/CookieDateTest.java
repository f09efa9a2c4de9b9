/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieDateTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Tue, 18 Oct 2011 07:42:42 GMT     | 2011-10-18T07:42:42Z
      Tuesday, 18-Oct-11 07:42:42 GMT   | 2011-10-18T07:42:42Z
      Tue Oct 18 07:42:42 2011          | 2011-10-18T07:42:42Z
      18 OCTOBER 2011 7:2:2             | 2011-10-18T07:02:02Z
      07:42:42 18 Oct 2011              | 2011-10-18T07:42:42Z
      2011 07:42:42 Oct 18              | 2011-10-18T07:42:42Z
      18-Oct-69 07:42:42                | 2069-10-18T07:42:42Z
      18-Oct-70 07:42:42                | 1970-10-18T07:42:42Z
      18-Oct-99 07:42:42                | 1999-10-18T07:42:42Z
      18-Oct-100 07:42:42 1999          |
      18 Oct 1601 00:00:00              | 1601-10-18T00:00:00Z
      18th Oct 2011 07:42:42            | 2011-10-18T07:42:42Z
      18 Oct 2011CE 07:42:42pm          | 2011-10-18T07:42:42Z
      18 Oct 2011 07:42:42 PST +0500    | 2011-10-18T07:42:42Z
      '18;Oct/2011,(07:42:42)'          | 2011-10-18T07:42:42Z
      29 Feb 2012 00:00:00              | 2012-02-29T00:00:00Z
      """)
  void readsWhatServersWrite(String text, Instant moment) {
    assertThat(CookieDate.parse(text).orElse(null)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "18 Oct 2011",
        "07:42:42 Oct 2011",
        "18 2011 07:42:42",
        "18 Oct 07:42:42",
        "18 Oct 1600 07:42:42",
        "32 Oct 2011 07:42:42",
        "0 Oct 2011 07:42:42",
        "30 Feb 2011 07:42:42",
        "18 Oct 2011 24:42:42",
        "18 Oct 2011 07:60:42",
        "18 Oct 2011 07:42:60",
        "18 Oct 20111 07:42:42",
        "018 Oct 2011 07:42:42",
        "18 Oct 2011 007:42:42",
        "18 Oktober 2011 07.42.42",
        "١٨ Oct 2011 07:42:42"
      })
  void isNoDate(String text) {
    assertThat(CookieDate.parse(text)).isEmpty();
  }
}
