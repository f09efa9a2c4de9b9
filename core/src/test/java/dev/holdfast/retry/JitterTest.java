/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static dev.holdfast.engine.Call.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Property;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {

  private static final Duration CAP = Duration.ofSeconds(10);
  private static final int RUNS = 500;

  private static final Map<String, Jitter> JITTERS = Map.of(
      "none", Jitter.none(),
      "full", Jitter.full(),
      "equal", Jitter.equal(),
      "additive", Jitter.additive(Duration.ofSeconds(2)),
      "decorrelated", Jitter.decorrelated());

  @ParameterizedTest(name = "{0}, u={1}")
  @CsvSource({
    // delays 1, 2, 4, 8, 10 (the cap), 10 seconds before jitter
    "none,         0,     PT1S PT2S PT4S PT8S PT10S PT10S",
    "none,         0.5,   PT1S PT2S PT4S PT8S PT10S PT10S",
    "full,         0,     PT0S PT0S PT0S PT0S PT0S PT0S",
    "full,         0.5,   PT0.5S PT1S PT2S PT4S PT5S PT5S",
    "full,         0.999, PT0.999S PT1.998S PT3.996S PT7.992S PT9.99S PT9.99S",
    "equal,        0,     PT0.5S PT1S PT2S PT4S PT5S PT5S",
    "equal,        0.5,   PT0.75S PT1.5S PT3S PT6S PT7.5S PT7.5S",
    "equal,        0.999, PT0.9995S PT1.999S PT3.998S PT7.996S PT9.995S PT9.995S",
    "additive,     0,     PT1S PT2S PT4S PT8S PT10S PT10S",
    "additive,     0.5,   PT2S PT3S PT5S PT9S PT11S PT11S",
    "additive,     0.999, PT2.998S PT3.998S PT5.998S PT9.998S PT11.998S PT11.998S",
    "decorrelated, 0,     PT1S PT1S PT1S PT1S PT1S PT1S",
    "decorrelated, 0.5,   PT2S PT3.5S PT5.75S PT9.125S PT10S PT10S",
    "decorrelated, 0.999, PT2.998S PT8.986006S PT10S PT10S PT10S PT10S",
  })
  void pinnedRandomnessGivesKnownDelays(String jitter, double u, String durations) {
    Backoff backoff = seconds().jitter(jitter(jitter));
    long previous = 0;
    int retry = 1;

    for (String expected : List.of(durations.split(" "))) {
      previous = backoff.delayNanos(retry++, previous, FAILED, new PinnedRandom(u));
      assertThat(Duration.ofNanos(previous)).isEqualTo(Duration.parse(expected));
    }
  }

  @Test
  void fullStaysWithinTheDelay() {
    Property.holds(RUNS, random -> {
      long delay = anyDelay(random);
      assertThat(apply(Jitter.full(), delay, random)).isBetween(0L, delay);
    });
  }

  @Test
  void equalKeepsHalfOfTheDelay() {
    Property.holds(RUNS, random -> {
      long delay = anyDelay(random);
      assertThat(apply(Jitter.equal(), delay, random)).isBetween(delay / 2, delay);
    });
  }

  @Test
  void additiveAddsAtMostItsLengthAndSaturates() {
    Property.holds(RUNS, random -> {
      long delay = anyDelay(random);
      long length = 1 + anyDelay(random) / 2;
      long most = delay > Long.MAX_VALUE - length ? Long.MAX_VALUE : delay + length;
      assertThat(apply(Jitter.additive(Duration.ofNanos(length)), delay, random))
          .isBetween(delay, most);
    });
  }

  @Test
  void decorrelatedStaysBetweenTheBaseAndTheCap() {
    Property.holds(RUNS, random -> {
      long base = 1 + anyDelay(random) / 2;
      Duration cap = Duration.ofNanos(base + anyDelay(random) / 2);
      Backoff backoff = Backoff.exponential(Duration.ofNanos(base))
          .firstRetryDelayed()
          .max(cap)
          .jitter(Jitter.decorrelated());
      long previous = 0;
      for (int retry = 1; retry <= 50; retry++) {
        long next = backoff.delayNanos(retry, previous, FAILED, random);
        assertThat(next).isBetween(base, cap.toNanos());
        assertThat(next / 3).isLessThanOrEqualTo(Math.max(base, previous));
        previous = next;
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "equal", "additive", "decorrelated"})
  void jitterDoesNotVanishAtTheCap(String jitter) {
    Backoff backoff = seconds().jitter(jitter(jitter));

    Property.holds(20, random -> {
      long one = backoff.delayNanos(1_000_000, CAP.toNanos() / 3, FAILED, random);
      long two = backoff.delayNanos(1_000_000, CAP.toNanos() / 3, FAILED, random);
      assertThat(one).isNotEqualTo(two);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "equal", "additive", "decorrelated"})
  void aDelayedFirstRetryIsJittered(String jitter) {
    Backoff backoff = seconds().jitter(jitter(jitter));

    long low = backoff.delayNanos(1, 0, FAILED, new PinnedRandom(0));
    long high = backoff.delayNanos(1, 0, FAILED, new PinnedRandom(0.999));

    assertThat(low).isLessThan(high);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "full", "equal", "additive", "decorrelated"})
  void anImmediateFirstRetryIsNotJittered(String jitter) {
    Backoff backoff = seconds().firstRetryImmediate().jitter(jitter(jitter));
    PinnedRandom random = new PinnedRandom(0.999);

    assertThat(backoff.delayNanos(1, 0, FAILED, random)).isZero();
    assertThat(random.draws()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "full", "equal", "additive", "decorrelated"})
  void atMostOneNumberIsDrawnForADelay(String jitter) {
    PinnedRandom random = new PinnedRandom(0.5);

    seconds().jitter(jitter(jitter)).delayNanos(2, 0, FAILED, random);

    assertThat(random.draws()).isLessThanOrEqualTo(1);
  }

  @Test
  void decorrelatedOnAListStartsFromTheListedDelayInsteadOfStayingAtZero() {
    Backoff backoff = Backoff.list(Duration.ofSeconds(2)).jitter(Jitter.decorrelated());

    long first = backoff.delayNanos(1, 0, FAILED, new PinnedRandom(0.5));
    long second = backoff.delayNanos(2, first, FAILED, new PinnedRandom(0.5));

    assertThat(Duration.ofNanos(first)).isEqualTo(Duration.ofSeconds(4)); // between 2 s and 6 s
    assertThat(Duration.ofNanos(second)).isEqualTo(Duration.ofSeconds(7)); // between 2 s and 12 s
  }

  @Test
  void additiveJitterMustBeLongerThanZero() {
    assertThatThrownBy(() -> Jitter.additive(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("additive jitter: PT0S (expected: > 0)");
  }

  private static Backoff seconds() {
    return Backoff.exponential(Duration.ofSeconds(1)).firstRetryDelayed().max(CAP);
  }

  private static Jitter jitter(String name) {
    Jitter jitter = JITTERS.get(name);
    assertThat(jitter).as(name).isNotNull();
    return jitter;
  }

  private static long apply(Jitter jitter, long delay, RandomGenerator random) {
    return jitter.apply(delay, new Jitter.Spread(delay, 0, delay), random);
  }

  /** Any delay that a long can hold; every order of magnitude is equally likely. */
  private static long anyDelay(Random random) {
    return random.nextLong() >>> (1 + random.nextInt(63));
  }
}
