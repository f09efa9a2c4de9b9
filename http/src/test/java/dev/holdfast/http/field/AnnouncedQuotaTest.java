/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.pace.Quota;
import dev.holdfast.http.message.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedQuotaTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  @Test
  void readsTheFieldsOfTheDraft() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "\"burst\";q=100;w=60,\"daily\";q=1000;w=86400")
        .plus("RateLimit", "\"burst\";r=50;t=30");

    assertThat(announced(headers)).contains(quota(100, 50, 30));
  }

  @Test
  void takesTheQuotaThatLeavesTheLeast() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "\"burst\";q=100;w=60,\"daily\";q=1000;w=86400")
        .plus("RateLimit", "\"burst\";r=50;t=30, \"daily\";r=100;t=36000");

    assertThat(announced(headers)).contains(quota(1000, 100, 36_000));
  }

  @Test
  void readsTheThreeHeadersOfEarlierDrafts() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Limit", "100, 100;w=60")
        .plus("RateLimit-Remaining", "7")
        .plus("RateLimit-Reset", "12");

    assertThat(announced(headers)).contains(quota(100, 7, 12));
  }

  @Test
  void readsAResetThatIsAUnixTime() {
    Headers headers = Headers.empty()
        .plus("X-RateLimit-Limit", "5000")
        .plus("X-RateLimit-Remaining", "0")
        .plus("X-RateLimit-Reset", "1800000090");

    assertThat(announced(headers)).contains(quota(5000, 0, 90));
  }

  @Test
  void aMillisecondADateAndAFractionAreResetsToo() {
    assertThat(reset("1800000090000")).hasSeconds(90);
    assertThat(reset("1800000089.25")).hasSeconds(90);
    assertThat(reset("29.5")).hasSeconds(30);
    assertThat(reset("2027-01-15T08:01:30Z")).hasSeconds(90);
    assertThat(reset("2027-01-15T10:01+02:00")).hasSeconds(60);
    assertThat(reset("Fri, 15 Jan 2027 08:01:30 GMT")).hasSeconds(90);
    assertThat(reset("1700000000")).isZero();
  }

  @Test
  void measuresAResetInTimeAgainstTheServersOwnClock() {
    Headers headers = Headers.empty()
        .plus("Date", "Fri, 15 Jan 2027 08:01:00 GMT")
        .plus("X-RateLimit-Remaining", "0")
        .plus("X-RateLimit-Reset", "1800000090");

    assertThat(announced(headers).orElseThrow().reset()).hasSeconds(30);
  }

  @Test
  void readsTheDictionaryOfDraft07() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "100;w=60")
        .plus("RateLimit", "limit=100, remaining=50, reset=30");

    assertThat(announced(headers)).contains(quota(100, 50, 30));
  }

  @Test
  void leavesOutQuotasThatDoNotCountRequests() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "\"bytes\";q=65535;qu=\"content-bytes\";w=10")
        .plus("RateLimit-Policy", "\"calls\";q=100;qu=\"requests\";w=60;pk=:cHsdsRa894==:")
        .plus("RateLimit", "\"bytes\";r=0;t=10, \"calls\";r=50;t=30;pk=:cHsdsRa894==:");

    assertThat(announced(headers)).contains(quota(100, 50, 30));
  }

  @Test
  void ofTwoThatAreSpentTheOneThatStaysSoLongest() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "\"burst\";q=10;w=1, \"daily\";q=1000;w=86400")
        .plus("RateLimit", "\"burst\";r=0;t=1, \"daily\";r=0;t=36000");

    assertThat(announced(headers)).contains(quota(1000, 0, 36_000));
  }

  @Test
  void aRetryAfterTakesPrecedenceOverTheWindow() {
    Headers headers = Headers.empty()
        .plus("Retry-After", "5")
        .plus("RateLimit-Policy", "\"default\";q=10;w=60")
        .plus("RateLimit", "\"default\";r=0;t=60");

    assertThat(announced(headers)).contains(quota(10, 0, 5));
  }

  @Test
  void whatIsInQuotesIsNoParameter() {
    Headers headers = Headers.empty()
        .plus("RateLimit-Policy", "\"a,\\\"b\";q=10;x=\";q=1\";comment")
        .plus("RateLimit", "\"a,\\\"b\";x=\";r=1;t=9, \\\"c\\\";r=0\";r=5;t=3");

    assertThat(announced(headers)).contains(quota(10, 5, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"x\"",
        "\"x\";r=5",
        "\"x\";t=5",
        "\"x\";r=-1;t=5",
        "r=1;t=1",
        "\"",
        "x;r=1;t=1",
        "\"x\";r=1.5;t=5",
        "\"x\";r=\"1\"x;t=5",
        "\"x\";r=1;t=5,",
        "\"x\";r=1;t=5 \"y\"",
        "\"x\";r=;t=5",
        "\"x\" r=1;t=5",
        "\"x\\",
        "limit=1, remaining=1",
        "remaining=1, reset=1, x=2",
        "\"x\";r=1234567890123456;t=1"
      })
  void ignoresWhatDoesNotParse(String field) {
    assertThat(announced(Headers.empty().plus("RateLimit", field))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1x, 5", "-1, 5", "'1,000', 5", "1.5, 5", "1, 6m0s", "1, soon", "1, -5", "1, ''"})
  void ignoresHeadersThatAreNoNumbers(String remaining, String reset) {
    Headers headers =
        Headers.empty().plus("X-RateLimit-Remaining", remaining).plus("X-RateLimit-Reset", reset);

    assertThat(announced(headers)).isEmpty();
  }

  @Test
  void aFieldOfAnyLengthIsReadInOneWalk() {
    String escapes = "\"x\";y=\"" + "\\\"".repeat(30_000) + "\";r=5;t=3";

    assertThat(announced(Headers.empty().plus("RateLimit", escapes)))
        .contains(new Quota(OptionalLong.empty(), 5, Duration.ofSeconds(3)));
  }

  private static Duration reset(String value) {
    Headers headers = Headers.empty()
        .plus("X-Rate-Limit-Limit", "5000")
        .plus("X-Rate-Limit-Remaining", "1")
        .plus("X-Rate-Limit-Reset", value);
    return announced(headers).orElseThrow().reset();
  }

  private static Optional<Quota> announced(Headers headers) {
    return AnnouncedQuota.of(headers, RetryAfter.of(headers, NOW), NOW);
  }

  private static Quota quota(long limit, long remaining, long resetSeconds) {
    return new Quota(OptionalLong.of(limit), remaining, Duration.ofSeconds(resetSeconds));
  }
}
