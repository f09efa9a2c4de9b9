/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static dev.holdfast.retry.StopReason.DEADLINE;
import static dev.holdfast.retry.StopReason.SERVER_DELAY_TOO_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The length of a wait: server delays, deadlines, and which of them decides. */
class RetryEngineWaitsTest {

  private static final Verdict BUSY = Verdict.retry(Counter.STATUS, "status 503");
  private static final Verdict STALE = Verdict.retryAtOnce(Counter.READ, "connection was stale");
  private static final Verdict REDIRECT = new Verdict.Follow("302 to /next");
  private static final RetryLimits TEN = RetryLimits.total(10);

  @Test
  void aServerDelayReplacesTheBackoff() {
    Call call = Call.with(TEN);

    assertThat(call.retried(busyFor("PT7S")).delay()).isEqualTo(Duration.ofSeconds(7));
    assertThat(call.retried(busyFor("PT0.1S")).delay()).isEqualTo(Duration.ofMillis(100));
    assertThat(call.retried(BUSY).delay()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aServerDelayIsNotCappedByTheBackoffsMaximum() {
    Backoff backoff =
        Backoff.constant(Duration.ofSeconds(1)).max(Duration.ofSeconds(1)).jitter(Jitter.none());
    Call call = Call.with(RetryPolicy.of(TEN, backoff));

    assertThat(call.retried(busyFor("PT2M")).delay()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT-5000H"})
  void aServerDelayOfNothingOrInThePastFallsBackToTheBackoff(Duration past) {
    Call call = Call.with(TEN);
    call.retried(BUSY);

    Decision.Retry retry = call.retried(Verdict.retryAfter(Counter.STATUS, "status 503", past));

    assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(retry.reason()).endsWith("after a backoff of 1 s");
  }

  @ParameterizedTest
  @CsvSource({"PT2M0.000000001S", "PT5M", "PT9999999999H"})
  void aServerDelayAboveTheMaximumStopsTheCallAndIsHandedOn(Duration asked) {
    Call call = Call.with(TEN);

    Decision.Stop stop = call.stopped(Verdict.retryAfter(Counter.STATUS, "status 503", asked));

    assertThat(stop.why()).isEqualTo(SERVER_DELAY_TOO_LONG);
    assertThat(stop.serverDelay()).contains(asked);
    assertThat(call.state.retries()).isZero();
  }

  @ParameterizedTest(name = "{0} with 5 s left")
  @CsvSource({"PT5S", "PT5.000000001S", "PT1M"})
  void aServerDelayThatReachesTheDeadlineStopsTheCallAndIsHandedOn(Duration asked) {
    Call call = Call.with(TEN).deadline(Duration.ofSeconds(5));

    Decision.Stop stop = call.stopped(Verdict.retryAfter(Counter.STATUS, "status 503", asked));

    assertThat(stop.why()).isEqualTo(SERVER_DELAY_TOO_LONG);
    assertThat(stop.serverDelay()).contains(asked);
  }

  @Test
  void aServerDelayThatJustFitsIsWaited() {
    Call call = Call.with(TEN).deadline(Duration.ofSeconds(5));

    assertThat(call.retried(busyFor("PT4.999999999S")).delay())
        .isEqualTo(Duration.parse("PT4.999999999S"));
  }

  @Test
  void clampingCutsALongServerDelayInsteadOfStopping() {
    Call call = Call.with(clamping("PT30S"));

    assertThat(call.retried(busyFor("PT1H")).delay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(call.retried(busyFor("PT29S")).delay()).isEqualTo(Duration.ofSeconds(29));
  }

  @Test
  void aClampedDelayThatDoesNotFitIntoTheDeadlineHandsOnWhatTheServerAskedFor() {
    Call call = Call.with(clamping("PT30S")).deadline(Duration.ofSeconds(10));

    Decision.Stop stop = call.stopped(busyFor("PT1H"));

    assertThat(stop.why()).isEqualTo(SERVER_DELAY_TOO_LONG);
    assertThat(stop.serverDelay()).contains(Duration.ofHours(1));
  }

  @Test
  void aWaitThatWouldReachTheDeadlineIsNotBegun() {
    Call call = Call.with(TEN).deadline(Duration.ofSeconds(3));
    call.retried(BUSY);
    call.retried(BUSY);

    Decision.Stop stop = call.stopped(BUSY); // 2 s of delay, 2 s left

    assertThat(stop.why()).isEqualTo(DEADLINE);
    assertThat(stop.serverDelay()).isEmpty();
    assertThat(call.state.retries()).isEqualTo(2);
    assertThat(call.state.waitedNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aWaitThatJustFitsIsBegun() {
    Call call = Call.with(TEN).deadline(Duration.ofSeconds(1).plusNanos(1));

    call.retried(BUSY);

    assertThat(call.retried(BUSY).delay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void nothingGoesOnOnceTheDeadlineHasPassed() {
    Call call = Call.with(TEN).deadline(Duration.ZERO);

    assertThat(call.stopped(BUSY).why()).isEqualTo(DEADLINE);
    assertThat(call.stopped(STALE).why()).isEqualTo(DEADLINE);
    assertThat(call.stopped(REDIRECT).why()).isEqualTo(DEADLINE);
    assertThat(call.stopped(busyFor("PT1S")).why()).isEqualTo(SERVER_DELAY_TOO_LONG);
  }

  @Test
  void withoutADeadlineEvenTheLongestDelayIsAWait() {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    Call call = Call.with(RetryPolicy.of(TEN, Backoff.list(longest)));

    assertThat(call.retried(BUSY).delay()).isEqualTo(longest);
    assertThat(call.retried(BUSY).delay()).isEqualTo(longest);
    assertThat(call.state.waitedNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theBackoffSeesTheOutcomeAndThePreviousDelay() {
    Backoff backoff = Backoff.fromOutcome(
        outcome -> outcome.equals(Call.FAILED) ? Duration.ofSeconds(9) : Duration.ZERO);
    assertThat(Call.with(RetryPolicy.of(TEN, backoff)).retried(BUSY).delay())
        .isEqualTo(Duration.parse("PT9S"));

    Backoff decorrelated = Backoff.decorrelated(Duration.ofSeconds(1));
    Call call = Call.with(RetryPolicy.of(TEN, decorrelated)); // randomness pinned to one half
    assertThat(call.retried(BUSY).delay()).isEqualTo(Duration.parse("PT2S")); // between 1 s and 3 s
    assertThat(call.retried(BUSY).delay())
        .isEqualTo(Duration.parse("PT3.5S")); // between 1 s and 6 s
  }

  private static Verdict busyFor(String duration) {
    return Verdict.retryAfter(Counter.STATUS, "status 503", Duration.parse(duration));
  }

  private static RetryPolicy clamping(String max) {
    return new RetryPolicy(TEN, Call.SECONDS, Stop.never(), Duration.parse(max), true);
  }
}
