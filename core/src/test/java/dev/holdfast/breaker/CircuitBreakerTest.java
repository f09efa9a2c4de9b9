/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import static dev.holdfast.breaker.CircuitBreaker.State.CLOSED;
import static dev.holdfast.breaker.CircuitBreaker.State.DISABLED;
import static dev.holdfast.breaker.CircuitBreaker.State.FORCED_OPEN;
import static dev.holdfast.breaker.CircuitBreaker.State.HALF_OPEN;
import static dev.holdfast.breaker.CircuitBreaker.State.OPEN;
import static dev.holdfast.guard.Answers.granted;
import static dev.holdfast.guard.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final List<String> changes = new ArrayList<>();
  private static final BreakerPolicy POLICY = policy().build();

  private final CircuitBreaker breaker = breaker(POLICY);

  /** Numbers that differ enough to be told apart. */
  private static BreakerPolicy.Builder policy() {
    return BreakerPolicy.builder().failureRate(0.5).openFor(Duration.ofSeconds(5));
  }

  private CircuitBreaker breaker(BreakerPolicy policy) {
    return new CircuitBreaker("api.example.com", policy, time, new PinnedRandom(0))
        .onChange((which, from, to, reason) -> changes.add(from + " to " + to + ": " + reason));
  }

  @Test
  void opensWhenHalfOfTheRecentCallsFailed() {
    end(8, Ending.SUCCEEDED);
    end(7, Ending.FAILED);
    assertThat(breaker.state()).isEqualTo(CLOSED);
    end(5, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(changes).containsExactly("CLOSED to OPEN: 12 of 20 failed in 10 s");
  }

  @Test
  void saysWhyItIsOpenAndWhenItWillProbe() {
    end(8, Ending.SUCCEEDED);
    end(12, Ending.FAILED);
    time.advance(1_800_000_000L);

    Refusal refused = refused(breaker.admit());

    assertThat(refused.reason())
        .isEqualTo("circuit breaker api.example.com is open: 12 of 20 failed in 10 s;"
            + " next probe in 3.2 s");
    assertThat(refused.retryAfter()).contains(Duration.ofMillis(3200));
  }

  @Test
  void doesNotOpenOnFewCalls() {
    end(19, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void whatSaysNothingCountsForNothing() {
    end(100, Ending.IGNORED);
    end(100, Ending.UNUSED);
    end(19, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(breaker.snapshot().calls()).isEqualTo(19);
  }

  @Test
  void forgetsFailuresThatAreOld() {
    end(19, Ending.FAILED);
    time.advance(11 * SECOND);
    end(19, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void theLastCallsCountHoweverOldWhenTheWindowIsANumber() {
    CircuitBreaker counting = breaker(policy().lastCalls(10).minimumCalls(10).build());
    end(counting, 4, Ending.FAILED);
    time.advance(3600 * SECOND);
    end(counting, 5, Ending.SUCCEEDED);
    assertThat(counting.state()).isEqualTo(CLOSED);
    end(counting, 1, Ending.FAILED);

    assertThat(changes).containsExactly("CLOSED to OPEN: 5 of 10 failed in the last 10 calls");
  }

  @Test
  void theNumberedWindowForgetsTheOldestCall() {
    CircuitBreaker counting = breaker(policy().lastCalls(10).minimumCalls(10).build());
    end(counting, 4, Ending.FAILED);
    end(counting, 10, Ending.SUCCEEDED);
    end(counting, 4, Ending.FAILED);

    assertThat(counting.state()).isEqualTo(CLOSED);
    assertThat(counting.snapshot().failed()).isEqualTo(4);
    assertThat(counting.snapshot().calls()).isEqualTo(10);
  }

  @Test
  void slowCallsOpenItTooIfAskedFor() {
    CircuitBreaker slow =
        breaker(policy().slowCalls(Duration.ofSeconds(2), 0.25).build());
    for (int i = 0; i < 15; i++) {
      admitted(slow).close(Ending.SUCCEEDED, SECOND);
    }
    for (int i = 0; i < 5; i++) {
      admitted(slow).close(Ending.SUCCEEDED, 2 * SECOND);
    }

    assertThat(changes).containsExactly("CLOSED to OPEN: 5 of 20 were slow in 10 s");
  }

  @Tag("I9")
  @Test
  void letsOnlyItsProbesPassAndClosesWhenTheyEndWell() {
    trip();
    time.advance(5 * SECOND);

    List<Permit> probes = List.of(admitted(breaker), admitted(breaker), admitted(breaker));
    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    assertThat(reason(breaker)).endsWith("is open: its probes are running");
    probes.forEach(probe -> probe.close(Ending.SUCCEEDED, 1));

    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(changes)
        .containsExactly(
            "CLOSED to OPEN: 20 of 20 failed in 10 s",
            "OPEN to HALF_OPEN: time to probe",
            "HALF_OPEN to CLOSED: the probes ended well");
    assertThat(breaker.snapshot().calls()).isZero();
  }

  @Test
  void opensAgainWhenTheProbesFail() {
    trip();
    time.advance(5 * SECOND);
    List<Permit> probes = List.of(admitted(breaker), admitted(breaker), admitted(breaker));
    probes.get(0).close(Ending.SUCCEEDED, 1);
    probes.get(1).close(Ending.FAILED, 1);
    probes.get(2).close(Ending.FAILED, 1);

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(reason(breaker)).endsWith("2 of 3 failed when it probed; next probe in 5 s");
  }

  @Test
  void slowProbesAreJudgedByTheRateOfSlowCalls() {
    CircuitBreaker slow =
        breaker(policy().failureRate(1).slowCalls(Duration.ofSeconds(2), 0.3).build());
    slow.open();
    time.advance(5 * SECOND);
    List<Permit> probes = List.of(admitted(slow), admitted(slow), admitted(slow));
    probes.get(0).close(Ending.SUCCEEDED, 2 * SECOND);
    assertThat(slow.snapshot().failed()).isZero();
    assertThat(slow.snapshot().slow()).isEqualTo(1);
    probes.get(1).close(Ending.SUCCEEDED, 1);
    probes.get(2).close(Ending.SUCCEEDED, 1);

    assertThat(reason(slow)).endsWith("1 of 3 were slow when it probed; next probe in 5 s");
  }

  @Test
  void aSlowProbeIsNoFailedOne() {
    CircuitBreaker slow =
        breaker(policy().failureRate(0.1).slowCalls(Duration.ofSeconds(2), 1).build());
    slow.open();
    time.advance(5 * SECOND);
    List<Permit> probes = List.of(admitted(slow), admitted(slow), admitted(slow));
    probes.get(0).close(Ending.SUCCEEDED, 2 * SECOND);
    probes.get(1).close(Ending.SUCCEEDED, 1);
    probes.get(2).close(Ending.SUCCEEDED, 1);

    assertThat(slow.state()).isEqualTo(CLOSED);
  }

  @Test
  void probesThatHangDoNotKeepItHalfOpenForEver() {
    CircuitBreaker strict = breaker(policy().probesWithin(Duration.ofSeconds(4)).build());
    strict.open();
    time.advance(5 * SECOND);
    Permit ends = admitted(strict);
    Permit hangs = admitted(strict);
    ends.close(Ending.SUCCEEDED, 1);
    admitted(strict);
    time.advance(4 * SECOND - 1);
    assertThat(reason(strict)).endsWith("its probes are running");
    time.advance(1);

    assertThat(reason(strict))
        .endsWith("is open: 1 of 3 probes ended within 4 s; next probe in 5 s");
    time.advance(5 * SECOND);
    List<Permit> next = List.of(admitted(strict), admitted(strict), admitted(strict));
    hangs.close(Ending.FAILED, 10 * SECOND);
    next.forEach(probe -> probe.close(Ending.SUCCEEDED, 1));
    assertThat(strict.state()).isEqualTo(CLOSED);
  }

  @Test
  void anExtraProbeBeginsAfterEachOpenTimeWhileTheOthersHang() {
    trip();
    time.advance(5 * SECOND);
    List<Permit> hang = List.of(admitted(breaker), admitted(breaker), admitted(breaker));
    time.advance(5 * SECOND - 1);
    assertThat(reason(breaker)).endsWith("its probes are running");
    time.advance(1);
    admitted(breaker).close(Ending.SUCCEEDED, 1);

    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    hang.forEach(probe -> probe.close(Ending.FAILED, 10 * SECOND));
    assertThat(breaker.snapshot().failed())
        .as("failures that began before a success do not count")
        .isZero();
    admitted(breaker).close(Ending.SUCCEEDED, 1);
    admitted(breaker).close(Ending.SUCCEEDED, 1);
    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void ofAThousandCallsAtOnceThoseThatFailFirstDoNotOpenIt() {
    List<Permit> burst = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      burst.add(admitted(breaker));
    }
    burst.subList(0, 400).forEach(permit -> permit.close(Ending.FAILED, 1));
    assertThat(breaker.state()).isEqualTo(CLOSED);
    burst.subList(400, 500).forEach(permit -> permit.close(Ending.FAILED, 1));

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Test
  void whenAttemptsTakeLongToFailThoseInFlightCountForNothing() {
    List<Permit> burst = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      burst.add(admitted(breaker));
    }
    burst.subList(0, 20).forEach(permit -> permit.close(Ending.FAILED, SECOND));

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Test
  void byDefaultFourFifthsOpenItForAFifthOfASecond() {
    CircuitBreaker standard = breaker(BreakerPolicy.defaults());
    end(standard, 5, Ending.SUCCEEDED);
    end(standard, 19, Ending.FAILED);
    assertThat(standard.state()).isEqualTo(CLOSED);
    end(standard, 1, Ending.FAILED);

    assertThat(standard.snapshot().untilProbe()).contains(Duration.ofMillis(200));
    assertThat(standard.describe())
        .startsWith("circuit breaker opens at 80 % failed in 10 s (at least 20), for 200 ms,"
            + " then 3 probes");
  }

  @Test
  void probesMayComeAsRarelyAsCallsDo() {
    trip();
    for (int i = 0; i < 3; i++) {
      time.advance(3600 * SECOND);
      admitted(breaker).close(Ending.SUCCEEDED, 1);
    }

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void aGoodCallDoesNotOpenItEvenIfNowThereAreEnough() {
    end(19, Ending.FAILED);
    end(1, Ending.SUCCEEDED);
    assertThat(breaker.state()).isEqualTo(CLOSED);

    end(1, Ending.FAILED);

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Tag("I9")
  @Test
  void aCancelledProbeGivesItsPlaceToAnother() {
    trip();
    time.advance(5 * SECOND);
    Permit cancelled = admitted(breaker);
    Permit unused = admitted(breaker);
    admitted(breaker);

    cancelled.close(Ending.IGNORED, 0);
    unused.close(Ending.UNUSED, 0);

    admitted(breaker);
    admitted(breaker);
    assertThat(reason(breaker)).endsWith("its probes are running");
    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
  }

  @Test
  void lateResultsOfAnEarlierPhaseChangeNothing() {
    Permit early = admitted(breaker);
    trip();
    time.advance(5 * SECOND);
    admitted(breaker);

    early.close(Ending.FAILED, 10 * SECOND);

    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    assertThat(breaker.snapshot().calls()).isZero();
  }

  @Test
  void staysOpenUpToAFifthLongerSoThatClientsDoNotProbeInStep() {
    CircuitBreaker spread =
        new CircuitBreaker("api.example.com", POLICY, time, new PinnedRandom(0.5));
    end(spread, 20, Ending.FAILED);

    assertThat(spread.snapshot().untilProbe()).contains(Duration.ofMillis(5500));
  }

  @Test
  void canBeOpenedAndClosedByHand() {
    breaker.open();
    assertThat(breaker.state()).isEqualTo(OPEN);
    breaker.close();
    assertThat(breaker.state()).isEqualTo(CLOSED);
    breaker.forceOpen();
    time.advance(3600 * SECOND);
    assertThat(reason(breaker)).endsWith("is open: opened by hand");
    breaker.disable();
    end(100, Ending.FAILED);
    assertThat(breaker.state()).isEqualTo(DISABLED);
    breaker.close();

    assertThat(changes)
        .containsExactly(
            "CLOSED to OPEN: by hand",
            "OPEN to CLOSED: by hand",
            "CLOSED to FORCED_OPEN: by hand",
            "FORCED_OPEN to DISABLED: by hand",
            "DISABLED to CLOSED: by hand");
    assertThat(FORCED_OPEN).isNotEqualTo(OPEN);
  }

  @Test
  void aListenerThatFailsChangesNothing() {
    List<String> heard = new ArrayList<>();
    breaker.onChange((which, from, to, reason) -> {
      throw new IllegalStateException("a bad listener");
    });
    breaker.onChange((which, from, to, reason) -> heard.add(to.name()));

    trip();

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(heard).containsExactly("OPEN");
  }

  @Test
  void tellsAllOfItselfInASnapshot() {
    trip();
    time.advance(SECOND);

    assertThat(breaker.snapshot())
        .isEqualTo(new CircuitBreaker.Snapshot(
            "api.example.com", OPEN, 20, 20, 0, Optional.of(Duration.ofSeconds(4))));
    assertThat(breaker.describe())
        .isEqualTo("circuit breaker opens at 50 % failed in 10 s (at least 20), for 5 s,"
            + " then 3 probes: now open, 20 of 20 failed in 10 s; next probe in 4 s");
  }

  @Test
  void describesWhatItDoesNowUnlessThatIsTheUsual() {
    assertThat(breaker.describe()).endsWith(", then 3 probes");
    breaker.forceOpen();
    assertThat(breaker.describe()).endsWith(": now open, by hand");
    breaker.disable();
    assertThat(breaker.describe()).endsWith(": now off, by hand");
    breaker.open();
    time.advance(6 * SECOND);
    assertThat(breaker.admit()).isInstanceOf(Admission.Granted.class);
    assertThat(breaker.describe()).endsWith(": now probing");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    BreakerPolicy.Builder builder = BreakerPolicy.builder();

    assertThatThrownBy(() -> builder.failureRate(0))
        .hasMessage("failureRate: 0.0 (expected: > 0, <= 1)");
    assertThatThrownBy(() -> builder.failureRate(Double.NaN))
        .hasMessageStartingWith("failureRate: NaN");
    assertThatThrownBy(() -> builder.probes(0)).hasMessage("probes: 0 (expected: 1 to 100000)");
    assertThatThrownBy(() -> builder.openFor(Duration.ZERO)).hasMessageStartingWith("openFor: ");
    assertThatThrownBy(() -> builder.probesWithin(Duration.ZERO))
        .hasMessageStartingWith("probesWithin: ");
    assertThatThrownBy(() -> BreakerPolicy.builder().lastCalls(5).build())
        .hasMessage("minimumCalls: 20 (expected: <= lastCalls, 5)");
  }

  private void trip() {
    end(20, Ending.FAILED);
  }

  private void end(int times, Ending ending) {
    end(breaker, times, ending);
  }

  private static void end(CircuitBreaker which, int times, Ending ending) {
    for (int i = 0; i < times; i++) {
      admitted(which).close(ending, 1);
    }
  }

  private static Permit admitted(CircuitBreaker which) {
    return granted(which.admit()).permit();
  }

  private static String reason(CircuitBreaker which) {
    return refused(which.admit()).reason();
  }
}
