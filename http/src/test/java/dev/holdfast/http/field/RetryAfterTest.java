/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RetryAfterTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_768_478_400L);

  /**
   * urllib3 reads these with Python's e-mail date parser, which takes almost anything; Holdfast
   * takes the three forms of RFC 9110 and ignores the rest.
   */
  private static final Set<String> NO_HTTP_DATE = Set.of(
      "Thursday, 15-Jan-2026 12:00:30 GMT",
      "Thu, 15 Jan 2026 12:00:30 UTC",
      "Thu, 15 Jan 2026 12:00:30 +0000",
      "Thu, 15 Jan 2026 13:00:30 +0100",
      "Thu, 15 Jan 2026 07:00:30 EST",
      "thu, 15 jan 2026 12:00:30 gmt",
      "Thu,15 Jan 2026 12:00:30 GMT",
      "Thu, 15 Jan 26 12:00:30 GMT",
      "Thu, 15 January 2026 12:00:30 GMT",
      "Thu, 32 Jan 2026 12:00:30 GMT",
      "Thu, 30 Feb 2026 12:00:30 GMT",
      "Thu, 15 Jan 2026 25:00:00 GMT",
      "Thu, 15 Jan 2026 12:61:00 GMT",
      "Thu, 00 Jan 2026 12:00:30 GMT");

  static List<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    vectors().get("cases").forEach(cases::add);
    return cases;
  }

  static List<JsonNode> fractionalClockCases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    vectors().get("fractional_clock_cases").forEach(cases::add);
    return cases;
  }

  private static JsonNode vectors() throws IOException {
    try (InputStream in = RetryAfterTest.class.getResourceAsStream("/vectors/retry_after.json")) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Tag("A02")
  void readsWhatUrllib3ReadsAndIgnoresWhatItChokesOn(JsonNode row) {
    String header = row.get("header").asString();

    Optional<Duration> delay = parse(header, NOW).delay();

    if (NO_HTTP_DATE.contains(header)) {
      assertThat(delay).isEmpty();
    } else if (header.length() > 4_300) {
      // Python refuses to convert that many digits; to Holdfast it is a very long time.
      assertThat(delay).contains(Duration.ofNanos(Long.MAX_VALUE));
    } else if (row.has("error")) {
      assertThat(delay).isEmpty();
    } else {
      assertThat(cappedSeconds(delay)).isEqualTo(row.get("result_s").asDouble());
    }
  }

  @ParameterizedTest
  @MethodSource("fractionalClockCases")
  void measuresDatesAgainstTheFractionOfTheSecond(JsonNode row) {
    double now = row.get("now_epoch_s").asDouble();
    Instant clock = Instant.ofEpochSecond((long) now, Math.round((now % 1) * 1e9));

    Optional<Duration> delay = parse(row.get("header").asString(), clock).delay();

    assertThat(cappedSeconds(delay))
        .isCloseTo(row.get("result_s").asDouble(), org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void replaysEveryRow() throws IOException {
    assertThat(cases()).hasSize(67);
    assertThat(fractionalClockCases()).hasSize(9);
  }

  @Test
  @Tag("A06")
  void measuresADateAgainstTheAnswersOwnClock() {
    Headers headers = Headers.empty()
        .plus("Date", "Thu, 15 Jan 2026 18:00:00 GMT")
        .plus("Retry-After", "Thu, 15 Jan 2026 18:00:07 GMT");

    assertThat(RetryAfter.of(headers, NOW).delay()).contains(Duration.ofSeconds(7));
  }

  @Test
  @Tag("A05")
  void takesTheLongerOfTwo() {
    Headers headers = Headers.empty().plus("Retry-After", "1").plus("Retry-After", "2");

    assertThat(RetryAfter.of(headers, NOW).delay()).contains(Duration.ofSeconds(2));
  }

  @Test
  void toleratesAFraction() {
    assertThat(parse("1.5", NOW).delay()).contains(Duration.ofMillis(1_500));
    assertThat(parse("0.0000000001", NOW).delay()).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "99999999999", "100000000000000000000000000000", "9223372036"})
  @Tag("A04")
  void neverOverflows(String header) {
    assertThat(parse(header, NOW).delay().orElseThrow()).isGreaterThan(Duration.ofDays(365));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "+1", "0x10", "1,2", "1e3", "NaN", "\u0663", "\u00b2", ""})
  @Tag("A05")
  void notesWhatItIgnores(String header) {
    RetryAfter retryAfter =
        RetryAfter.of(Headers.ofReceived(List.of(new Headers.Field("Retry-After", header))), NOW);

    assertThat(retryAfter.delay()).isEmpty();
    assertThat(retryAfter.notes()).singleElement().asString().contains("ignored");
  }

  private static RetryAfter parse(String header, Instant now) {
    return RetryAfter.of(
        Headers.ofReceived(List.of(new Headers.Field("Retry-After", header))), now);
  }

  private static double cappedSeconds(Optional<Duration> delay) {
    Duration wait = delay.orElseThrow();
    return Math.min(21_600, wait.toSeconds() + wait.toNanosPart() / 1e9);
  }
}
