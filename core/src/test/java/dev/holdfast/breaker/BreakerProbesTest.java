/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import static dev.holdfast.breaker.BreakerFixture.POLICY;
import static dev.holdfast.breaker.BreakerFixture.admitted;
import static dev.holdfast.breaker.BreakerFixture.end;
import static dev.holdfast.breaker.BreakerFixture.policy;
import static dev.holdfast.breaker.BreakerFixture.reason;
import static dev.holdfast.breaker.BreakerFixture.trip;
import static dev.holdfast.breaker.CircuitBreaker.State.CLOSED;
import static dev.holdfast.breaker.CircuitBreaker.State.HALF_OPEN;
import static dev.holdfast.breaker.CircuitBreaker.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A breaker that has been open long enough, and the attempts that test the origin. */
class BreakerProbesTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final BreakerFixture fixture = new BreakerFixture();
  private final FakeTime time = fixture.time();
  private final List<String> changes = fixture.changes();
  private final CircuitBreaker breaker = fixture.breaker(POLICY);

  @Tag("I9")
  @Test
  void letsOnlyItsProbesPassAndClosesWhenTheyEndWell() {
    trip(breaker);
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
    trip(breaker);
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
    CircuitBreaker slow = fixture.breaker(
        policy().failureRate(1).slowCalls(Duration.ofSeconds(2), 0.3).build());
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
    CircuitBreaker slow = fixture.breaker(
        policy().failureRate(0.1).slowCalls(Duration.ofSeconds(2), 1).build());
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
    CircuitBreaker strict =
        fixture.breaker(policy().probesWithin(Duration.ofSeconds(4)).build());
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
    trip(breaker);
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
  void probesMayComeAsRarelyAsCallsDo() {
    trip(breaker);
    for (int i = 0; i < 3; i++) {
      time.advance(3600 * SECOND);
      admitted(breaker).close(Ending.SUCCEEDED, 1);
    }

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Tag("I9")
  @Test
  void aCancelledProbeGivesItsPlaceToAnother() {
    trip(breaker);
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
    trip(breaker);
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
}
