/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static dev.holdfast.engine.Call.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays the waits that urllib3 2.7.0 computed. Each row belongs to one rule: urllib3's own, or
 * one where Holdfast differs on purpose.
 */
class BackoffConformanceTest {

  private static final int ROWS = 641;
  private static final double TOLERANCE_SECONDS = 1e-6;

  private enum Rule {
    /** The same arguments give the same wait. */
    AS_URLLIB3,
    /** Negative factors and jitters are refused; urllib3 computes with them. */
    NEGATIVE_REFUSED,
    /**
     * urllib3 caps after jitter, so at its cap there is no jitter; here jitter is added to the cap.
     */
    JITTER_ON_TOP_OF_THE_CAP,
    /** CPython's float overflows there; here the wait is the cap. */
    OVERFLOW_IS_THE_CAP
  }

  private record Row(
      double factor, double jitter, double max, int failures, double u, JsonNode json) {

    static Row of(JsonNode json) {
      return new Row(
          json.get("backoff_factor").asDouble(),
          json.get("backoff_jitter").asDouble(),
          json.get("backoff_max").asDouble(),
          json.get("history").isNull()
              ? json.get("history_len").asInt()
              : trailingFailures(json.get("history").asString()),
          json.path("random_u").asDouble(0),
          json);
    }

    private static int trailingFailures(String history) {
      return history.length() - history.lastIndexOf('R') - 1;
    }

    Rule rule() {
      if (factor < 0 || jitter < 0) {
        return Rule.NEGATIVE_REFUSED;
      }
      if (json.has("error")) {
        return Rule.OVERFLOW_IS_THE_CAP;
      }
      boolean pastTheCap = uncapped() + u * jitter > max;
      return jitter > 0 && failures > 1 && pastTheCap
          ? Rule.JITTER_ON_TOP_OF_THE_CAP
          : Rule.AS_URLLIB3;
    }

    private double uncapped() {
      return failures <= 1 ? 0 : factor * Math.pow(2, failures - 1);
    }

    Backoff backoff() {
      Backoff backoff = Backoff.urllib3(factor, duration(max));
      return jitter == 0 ? backoff : backoff.jitter(Jitter.additive(duration(jitter)));
    }

    double delaySeconds() {
      int retry = Math.max(1, failures);
      return backoff().delayNanos(retry, 0, FAILED, new PinnedRandom(u)) / 1e9;
    }

    private static Duration duration(double seconds) {
      return Duration.ofNanos(Math.round(seconds * 1e9));
    }
  }

  @Test
  void everyRowThatIsNotAQuirkWaitsWhatUrllib3Waits() {
    for (Row row : rows(Rule.AS_URLLIB3)) {
      assertThat(row.delaySeconds())
          .as("%s", row)
          .isCloseTo(row.json().get("result_s").asDouble(), within(TOLERANCE_SECONDS));
    }
  }

  @Test
  void negativeFactorsAndJittersAreRefusedUnlikeInUrllib3() {
    assertThat(rows(Rule.NEGATIVE_REFUSED))
        .isNotEmpty()
        .allSatisfy(row -> assertThatThrownBy(row::backoff)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("expected: >"));
  }

  @Test
  void jitterDoesNotVanishAtTheCapUnlikeInUrllib3() {
    for (Row row : rows(Rule.JITTER_ON_TOP_OF_THE_CAP)) {
      double capped = Math.min(row.max(), row.uncapped());

      assertThat(row.delaySeconds())
          .as("%s", row)
          .isCloseTo(capped + row.u() * row.jitter(), within(TOLERANCE_SECONDS))
          .isGreaterThanOrEqualTo(row.json().get("result_s").asDouble());
    }
  }

  @Test
  void rowsWhereCPythonOverflowsWaitTheCap() {
    for (Row row : rows(Rule.OVERFLOW_IS_THE_CAP)) {
      assertThat(row.json().get("error").asString()).isEqualTo("OverflowError");
      assertThat(row.delaySeconds()).as("%s", row).isEqualTo(row.max());
    }
  }

  @Test
  void everyRowIsReplayedByExactlyOneRule() {
    var perRule = rows().stream().collect(Collectors.groupingBy(Row::rule, Collectors.counting()));

    assertThat(rows()).hasSize(ROWS);
    assertThat(perRule.keySet()).containsExactlyInAnyOrder(Rule.values());
    assertThat(perRule.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
  }

  private static List<Row> rows(Rule rule) {
    List<Row> rows = rows().stream().filter(row -> row.rule() == rule).toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(
        BackoffConformanceTest.class.getResourceAsStream("/vectors/backoff.json"))) {
      JsonMapper.shared().readTree(in).get("cases").forEach(json -> rows.add(Row.of(json)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return rows;
  }
}
