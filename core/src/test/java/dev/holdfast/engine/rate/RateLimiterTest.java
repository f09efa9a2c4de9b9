/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.rate;

import static dev.holdfast.guard.Answers.granted;
import static dev.holdfast.guard.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Property;
import dev.holdfast.Together;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long MILLI = 1_000_000;

  private final FakeTime time = new FakeTime(Long.MAX_VALUE - 1000);
  private final LimitStore store = LimitStore.inProcess(time);

  private RateLimiter limiter(RateLimit limit) {
    return new RateLimiter("api.example.com", limit, store);
  }

  @Test
  void letsTheBurstPassAtOnceAndSpacesTheRest() {
    RateLimiter limiter = limiter(RateLimit.of(10, Duration.ofSeconds(1)).burst(3));

    assertThat(delays(limiter, 6)).containsExactly(0L, 0L, 0L, 100L, 200L, 300L);
  }

  @Test
  void aQuietTimeSavesUpNoMoreThanTheBurst() {
    RateLimiter limiter = limiter(RateLimit.of(10, Duration.ofSeconds(1)).burst(2));
    delays(limiter, 2);
    time.advance(Duration.ofDays(400).toNanos());

    assertThat(delays(limiter, 4)).containsExactly(0L, 0L, 100L, 200L);
  }

  @Test
  void refusesATurnThatIsTooFarAwayAndTakesNothing() {
    RateLimiter limiter = limiter(
        RateLimit.of(10, Duration.ofSeconds(1)).burst(1).longestWait(Duration.ofMillis(100)));
    delays(limiter, 2);

    Refusal refused = refused(limiter.admit());

    assertThat(refused.kind()).isEqualTo(Refusal.Kind.RATE_LIMITED);
    assertThat(refused.reason())
        .isEqualTo(
            "the rate limit of api.example.com (10 per 1 s) allows the next attempt in 200 ms");
    assertThat(refused.retryAfter()).contains(Duration.ofMillis(200));
    time.advance(100 * MILLI);
    assertThat(delays(limiter, 1)).containsExactly(100L);
  }

  @Tag("I10")
  @Test
  void aTurnThatIsNotUsedGoesBack() {
    RateLimiter limiter = limiter(RateLimit.of(10, Duration.ofSeconds(1)).burst(1));
    delays(limiter, 1);
    Admission.Granted unused = granted(limiter.admit());

    unused.permit().close(Ending.UNUSED, 0);

    assertThat(delays(limiter, 1)).containsExactly(100L);
  }

  @Tag("I10")
  @Test
  void turnsThatComeBackAreHandedOutOnceAndFirst() {
    RateLimiter limiter = limiter(RateLimit.of(10, Duration.ofSeconds(1)).burst(1));
    List<Admission.Granted> waiting = turns(limiter, 6);

    waiting.get(2).permit().close(Ending.UNUSED, 0);
    waiting.get(4).permit().close(Ending.UNUSED, 0);

    assertThat(delays(limiter, 4)).containsExactly(200L, 400L, 600L, 700L);
  }

  @Test
  void aTurnThatComesBackWhenItsTimeHasPassedIsLostIfOthersWait() {
    RateLimiter limiter = limiter(RateLimit.of(10, Duration.ofSeconds(1)).burst(1));
    List<Admission.Granted> waiting = turns(limiter, 4);
    time.advance(150 * MILLI);

    waiting.get(1).permit().close(Ending.UNUSED, 0);

    assertThat(delays(limiter, 1)).containsExactly(250L);
  }

  @Test
  void aTurnThatIsTooFarAwayIsRefusedEvenIfItCameBack() {
    RateLimiter limiter = limiter(
        RateLimit.of(10, Duration.ofSeconds(1)).burst(1).longestWait(Duration.ofMillis(500)));
    List<Admission.Granted> waiting = turns(limiter, 5);
    waiting.get(3).permit().close(Ending.UNUSED, 0);
    RateLimiter hasty = limiter(
        RateLimit.of(10, Duration.ofSeconds(1)).burst(1).longestWait(Duration.ofMillis(100)));

    Refusal refused = refused(hasty.admit());

    assertThat(refused.retryAfter()).contains(Duration.ofMillis(300));
    assertThat(delays(limiter, 1)).containsExactly(300L);
  }

  @Test
  void centuriesDoNotOverflow() {
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    RateLimiter limiter = limiter(RateLimit.of(1, ever).longestWait(ever));

    assertThat(delays(limiter, 1)).containsExactly(0L);
    assertThat(delays(limiter, 1).get(0)).isPositive();
    assertThat(limiter.admit()).isInstanceOf(Admission.Refused.class);
    assertThat(limiter.admit()).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void aTurnThatWasUsedDoesNotComeBack() {
    RateLimiter limiter = limiter(RateLimit.of(10, Duration.ofSeconds(1)).burst(1));
    granted(limiter.admit()).permit().close(Ending.IGNORED, 0);

    assertThat(delays(limiter, 1)).containsExactly(100L);
  }

  @Test
  void limitersOfTheSameNameShareTheirState() {
    RateLimit limit = RateLimit.of(10, Duration.ofSeconds(1)).burst(1);

    assertThat(delays(limiter(limit), 1)).containsExactly(0L);
    assertThat(delays(limiter(limit), 1)).containsExactly(100L);
    assertThat(delays(new RateLimiter("other", limit, store), 1)).containsExactly(0L);
  }

  @Test
  void manyThreadsGetATurnEach() {
    RateLimiter limiter = limiter(RateLimit.of(1000, Duration.ofSeconds(1)).burst(1));

    List<List<Long>> all = Together.run(16, thread -> delays(limiter, 50));

    assertThat(all.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 800).boxed().toList());
  }

  @Test
  void neverLetsMoreBeginThanRateAndBurstAllowInAnyHistory() {
    Property.holds(200, random -> {
      FakeTime clock = new FakeTime(random.nextLong());
      int permits = 1 + random.nextInt(100);
      int burst = 1 + random.nextInt(20);
      RateLimit limit = RateLimit.of(permits, Duration.ofSeconds(1)).burst(burst);
      RateLimiter limiter = new RateLimiter("x", limit, LimitStore.unshared(clock));
      long start = clock.nanoTime();
      Map<Admission.Granted, Long> turns = new LinkedHashMap<>();
      for (int i = 0; i < 500; i++) {
        clock.advance(random.nextInt(20_000_000));
        if (limiter.admit() instanceof Admission.Granted granted) {
          turns.put(granted, clock.nanoTime() - start + granted.delayNanos());
        }
        giveOneBack(turns, random);
      }
      assertKept(limit, turns.values().stream().sorted().toList());
    });
  }

  /** Gives a permit back, at random: one whose time has come, or one that waits. */
  private static void giveOneBack(Map<Admission.Granted, Long> turns, Random random) {
    if (!turns.isEmpty() && random.nextInt(3) == 0) {
      List<Admission.Granted> held = List.copyOf(turns.keySet());
      Admission.Granted unused =
          held.get(held.size() - 1 - random.nextInt(Math.min(30, held.size())));
      unused.permit().close(Ending.UNUSED, 0);
      turns.remove(unused);
    }
  }

  /** Checks the rate between any two permits. */
  private static void assertKept(RateLimit limit, List<Long> turns) {
    for (int first = 0; first < turns.size(); first++) {
      for (int last = first; last < turns.size(); last++) {
        double seconds = (turns.get(last) - turns.get(first)) / 1e9;
        assertThat((double) (last - first + 1))
            .isLessThanOrEqualTo(limit.burst() + seconds * limit.permits() + 1e-6);
      }
    }
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> RateLimit.of(0, Duration.ofSeconds(1)))
        .hasMessage("permits: 0 (expected: 1 to 1000000000)");
    assertThatThrownBy(() -> RateLimit.of(1, Duration.ZERO)).hasMessageStartingWith("period: ");
    assertThatThrownBy(() -> RateLimit.of(1, Duration.ofSeconds(1)).burst(0))
        .hasMessageStartingWith("burst: 0");
  }

  /** The delays of the attempts, in milliseconds. */
  private static List<Long> delays(RateLimiter limiter, int attempts) {
    return turns(limiter, attempts).stream()
        .map(turn -> turn.delayNanos() / MILLI)
        .toList();
  }

  private static List<Admission.Granted> turns(RateLimiter limiter, int attempts) {
    List<Admission.Granted> turns = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      turns.add(granted(limiter.admit()));
    }
    return turns;
  }
}
