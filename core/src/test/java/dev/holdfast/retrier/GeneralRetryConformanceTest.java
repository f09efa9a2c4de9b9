/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.retry.Stop;
import dev.holdfast.time.FakeTime;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays waits and decisions of tenacity, backoff and stamina. Where Holdfast differs on purpose,
 * the case says so, and docs/differences.md gives the reason.
 */
class GeneralRetryConformanceTest {

  private static final double TOLERANCE_SECONDS = 1e-6;

  private static JsonNode vectors() throws Exception {
    try (InputStream in = Objects.requireNonNull(
        GeneralRetryConformanceTest.class.getResourceAsStream("/vectors/general_retry.json"))) {
      return JsonMapper.shared().readTree(in);
    }
  }

  @TestFactory
  List<DynamicTest> waits() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : vectors().get("waits")) {
      String name = row.get("lib").asString() + " " + row.get("strategy").asString() + " "
          + row.get("params");
      tests.add(DynamicTest.dynamicTest(name, () -> replayWaits(row)));
    }
    assertThat(tests).hasSize(27);
    return tests;
  }

  private static void replayWaits(JsonNode row) {
    if (refused(row.get("params"))) {
      assertThatThrownBy(() -> backoff(row)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    Backoff backoff = backoff(row);
    if (row.has("inputs")) {
      for (int i = 0; i < row.get("inputs").size(); i++) {
        long nanos = nanos(row.get("inputs").get(i).asDouble());
        Backoff full = Backoff.of(n -> Duration.ofNanos(nanos)).jitter(Jitter.full());
        assertThat(seconds(full, 1))
            .isCloseTo(row.get("wait_s").get(i).asDouble(), within(TOLERANCE_SECONDS));
      }
      return;
    }
    for (int i = 0; i < row.get("attempts").size(); i++) {
      JsonNode expected = row.get("wait_s").get(i);
      if (expected.isNumber()) {
        double ours = Math.min(expected.asDouble() + onTop(row, expected), Nanos.MAX_SECONDS);
        assertThat(seconds(backoff, row.get("attempts").get(i).asInt()))
            .isCloseTo(ours, within(TOLERANCE_SECONDS));
      }
    }
  }

  /** Holdfast refuses waits that shrink, are negative, or have no room between the bounds. */
  private static boolean refused(JsonNode params) {
    double factor = params.path("multiplier").asDouble(1);
    double max = params.path("max").asDouble(Double.MAX_VALUE);
    return params.path("exp_base").asDouble(2) < 1
        || factor <= 0
        || max == 0
        || params.path("min").asDouble(0) > max
        || params.path("start").asDouble(0) > max;
  }

  private static Backoff backoff(JsonNode row) {
    JsonNode params = row.get("params");
    return switch (row.get("strategy").asString()) {
      case "wait_none", "full_jitter" -> Backoff.none();
      case "wait_fixed" -> fixed(Duration.ofMinutes(1));
      case "wait_random" ->
        Backoff.random(
            duration(params.get("min").asDouble()), duration(params.get("max").asDouble()));
      case "wait_incrementing" ->
        Backoff.linear(
                duration(params.get("start").asDouble()),
                duration(params.get("increment").asDouble()))
            .jitter(Jitter.none())
            .max(duration(params.get("max").asDouble()));
      case "wait_exponential" -> exponential(params, "multiplier", "exp_base", "max");
      case "wait_exponential_jitter" ->
        exponential(params, "multiplier", "exp_base", "max")
            .jitter(jitter(params.path("jitter").asDouble(0)));
      case "wait_chain" ->
        Backoff.chain(
            fixed(Duration.ofSeconds(1)),
            fixed(Duration.ofSeconds(1)),
            fixed(Duration.ofSeconds(1)),
            fixed(Duration.ofSeconds(2)),
            fixed(Duration.ofSeconds(2)),
            fixed(Duration.ofSeconds(5)));
      case "expo" -> exponential(params, "factor", "base", "max_value");
      case "fibo" ->
        Backoff.fibonacci(Duration.ofSeconds(1))
            .jitter(Jitter.none())
            .max(Duration.ofDays(100_000));
      case "constant" ->
        params.has("interval")
            ? Backoff.list(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5))
            : fixed(Duration.ofSeconds(1));
      case "decay" ->
        Backoff.of(n -> duration(Math.max(
            params.get("min_value").asDouble(),
            params.get("initial_value").asDouble()
                * Math.exp(-params.get("decay_factor").asDouble() * (n - 1)))));
      case "_compute_backoff" -> stamina(params);
      default -> throw new AssertionError("unknown strategy in " + row);
    };
  }

  /**
   * stamina caps after jitter, so at its cap there is no jitter; here jitter is added to the cap.
   */
  private static double onTop(JsonNode row, JsonNode expected) {
    JsonNode params = row.get("params");
    boolean capped =
        params.has("wait_max") && expected.asDouble() == params.get("wait_max").asDouble();
    return capped ? 0.5 * params.get("wait_jitter").asDouble() : 0;
  }

  private static Backoff stamina(JsonNode params) {
    return exponential(params, "wait_initial", "wait_exp_base", "wait_max")
        .jitter(jitter(params.get("wait_jitter").asDouble()));
  }

  private static Backoff exponential(JsonNode params, String first, String growth, String most) {
    Backoff backoff = Backoff.exponential(duration(params.path(first).asDouble(1)))
        .multiplier(params.path(growth).asDouble(2))
        .firstRetryDelayed()
        .jitter(Jitter.none())
        .max(duration(params.path(most).asDouble(Nanos.MAX_SECONDS)));
    return backoff.min(duration(params.path("min").asDouble(0)));
  }

  private static Jitter jitter(double seconds) {
    return seconds == 0 ? Jitter.none() : Jitter.additive(duration(seconds));
  }

  private static Backoff fixed(Duration delay) {
    return Backoff.constant(delay).jitter(Jitter.none());
  }

  private static double seconds(Backoff backoff, int retry) {
    Outcome<?> failed = Outcome.failed(new IllegalStateException("down"));
    return backoff.delayNanos(retry, 0, failed, new PinnedRandom(0.5)) / 1e9;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(nanos(seconds));
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  /** The range of a long of nanoseconds: 292 years. */
  private static final class Nanos {
    private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;
  }

  @TestFactory
  List<DynamicTest> loops() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : vectors().get("loops")) {
      String name = row.get("lib").asString() + " " + row.get("name").asString();
      tests.add(DynamicTest.dynamicTest(name, () -> replayLoop(row)));
    }
    assertThat(tests).hasSize(20);
    return tests;
  }

  private static void replayLoop(JsonNode row) {
    FakeTime time = new FakeTime();
    List<Object> outcomes = new ArrayList<>();
    row.get("outcomes").forEach(outcome -> outcomes.add(outcome(outcome)));
    long cost = nanos(row.path("cost_s").asDouble(0));
    int[] calls = {0};
    String end;
    try {
      Object value = loop(row.get("name").asString()).time(time).build().call(() -> {
        time.advance(cost);
        Object outcome = outcomes.get(Math.min(calls[0]++, outcomes.size() - 1));
        if (outcome instanceof RuntimeException failure) {
          throw failure;
        }
        return outcome;
      });
      end = "returned " + (value == NONE ? "null" : value);
    } catch (GaveUpException gaveUp) {
      end = "gave up because of " + gaveUp.getCause();
    } catch (RuntimeException failure) {
      end = "raised " + failure.getMessage();
    }
    // This library shortens its last wait to the time left; Holdfast does not begin such a wait.
    boolean trims = row.get("name").asString().contains("trimmed");
    assertThat(calls[0]).isEqualTo(row.get("calls").asInt() - (trims ? 1 : 0));
    assertThat(end).isEqualTo(expectedEnd(row.get("result")));
    List<Double> waited = time.sleeps().stream().map(nanos -> nanos / 1e9).toList();
    List<Double> expected = new ArrayList<>();
    row.get("sleeps").forEach(sleep -> expected.add(sleep.asDouble()));
    assertThat(waited).isEqualTo(trims ? expected.subList(0, 2) : expected);
  }

  private static final Object NONE = new Object();

  private static Object outcome(JsonNode outcome) {
    if (outcome.isNull()) {
      return NONE;
    }
    return switch (outcome.asString()) {
      case "E" -> new IllegalStateException("ValueError");
      case "K" -> new NoSuchElementException("KeyError");
      case "" -> "";
      default -> outcome.asInt();
    };
  }

  private static String expectedEnd(JsonNode result) {
    if (result.has("returned")) {
      return "returned " + result.get("returned").asString();
    }
    if (!result.get("raised").asString().equals("RetryError")) {
      return "raised " + result.get("raised").asString();
    }
    return "gave up because of "
        + (result.get("cause").isNull()
            ? "null"
            : "java.lang.IllegalStateException: " + result.get("cause").asString());
  }

  private static RetrierBuilder loop(String name) {
    RetrierBuilder none = Retrier.builder().backoff(Backoff.none());
    RetrierBuilder ofThree =
        Retrier.builder().backoff(fixed(Duration.ofSeconds(3))).withoutTotal().wrapFailures(true);
    RetrierBuilder ofOne = Retrier.builder().backoff(fixed(Duration.ofSeconds(1)));
    RetryCondition onE = RetryCondition.onException(IllegalStateException.class);
    RetryCondition onK = RetryCondition.onException(NoSuchElementException.class);
    RetryCondition onNone = RetryCondition.onResult(value -> value == NONE);
    Backoff tenths =
        Backoff.exponential(Duration.ofMillis(100)).firstRetryDelayed().jitter(Jitter.none());
    return switch (name) {
      case "defaults: never stop, no wait" -> none.withoutTotal();
      case "stop_after_attempt(3) reraise" -> none.stop(Stop.afterAttempts(3));
      case "stop_after_attempt(1)" -> none.stop(Stop.afterAttempts(1)).wrapFailures(true);
      case "stop_before_delay(10) wait_fixed(3) cost 1" ->
        ofThree.stop(Stop.beforeDelay(Duration.ofSeconds(10)));
      case "stop_after_delay(10)&stop_after_attempt(2)" ->
        ofThree.stop(Stop.all(Stop.afterElapsed(Duration.ofSeconds(10)), Stop.afterAttempts(2)));
      case "retry_if_result(None)" -> none.retryOn(onNone);
      case "retry_if_result exhausted, reraise=True -> RetryError too" ->
        none.retryOn(onNone).stop(Stop.afterAttempts(2)).throwOnResult(true);
      case "exception not matching retry escapes raw" -> none.retryOn(onK);
      case "retry_any(exc KeyError, result None)" ->
        none.retryOn(onK.orResult(value -> value == NONE));
      case "retry_never" -> none.retryOn(RetryCondition.never());
      case "on_exception constant max_tries=3 jitter=None" -> ofOne.total(2);
      case "max_tries=0 never equals tries -> unbounded until ok" -> ofOne.withoutTotal();
      case "max_time=10 constant(3) cost 1: last sleep trimmed to remaining" ->
        ofThree.wrapFailures(false).deadline(Duration.ofSeconds(10));
      case "giveup predicate" -> ofOne.retryOn(onE.abortIf(failure -> true));
      case "other exception escapes" ->
        Retrier.builder().backoff(fixed(Duration.ofSeconds(1))).retryOn(onE);
      case "on_predicate falsy" ->
        Retrier.builder()
            .backoff(Backoff.fibonacci(Duration.ofSeconds(1)).jitter(Jitter.none()))
            .retryOn(RetryCondition.onResult(GeneralRetryConformanceTest::falsy));
      case "runtime (Retry-After style) value=lambda r: r" ->
        Retrier.builder()
            .backoff(Backoff.fromOutcome(GeneralRetryConformanceTest::asked))
            .retryOn(RetryCondition.onResult(value -> !falsy(value)));
      case "attempts=3 jitter 0" -> Retrier.builder().total(2).backoff(tenths);
      case "backoff hook returns float" ->
        Retrier.builder().backoff(Backoff.fromOutcome(outcome -> Duration.ofMillis(7_500)));
      default -> throw new AssertionError("unknown loop " + name);
    };
  }

  /** Python's truth test, for the values in the vectors. */
  private static boolean falsy(@Nullable Object value) {
    return value == NONE || Objects.equals(value, 0) || Objects.equals(value, "");
  }

  private static Duration asked(Outcome<?> outcome) {
    Object value = outcome instanceof Outcome.Value<?> good ? good.value() : null;
    return Duration.ofSeconds(value instanceof Integer seconds ? seconds : 0);
  }
}
