/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static dev.holdfast.retry.StopReason.DEADLINE;
import static dev.holdfast.retry.StopReason.ELAPSED;
import static dev.holdfast.retry.StopReason.EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Stop;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StopTest {

  private static final Verdict BUSY = Verdict.retry(Counter.STATUS, "status 503");

  @Test
  void neverLeavesItToTheCounters() {
    assertThat(Stop.never().reached(0, () -> 0, 0)).isEmpty();
  }

  @Test
  void afterAttemptsCountsTheFirstAttemptToo() {
    Call call = Call.with(Stop.afterAttempts(2));
    call.retried(BUSY);

    Decision.Stop stop = call.stopped(BUSY);

    assertThat(stop.why()).isEqualTo(EXHAUSTED);
    assertThat(stop.reason()).isEqualTo("status 503; attempt 2 was the last one allowed (limit 2)");
  }

  @Test
  void afterAttemptsCountsFollowedRedirectsButDoesNotStopThem() {
    Call call = Call.with(Stop.afterAttempts(2));
    for (int hop = 0; hop < 3; hop++) {
      call.next(new Verdict.Follow("302"));
    }

    assertThat(call.stopped(BUSY).reason())
        .isEqualTo("status 503; attempt 4 was the last one allowed (limit 2)");
  }

  @Test
  void elapsedTimeIsTakenBeforeTheWait() {
    Call call = Call.with(Stop.afterElapsed(Duration.ofSeconds(3)));
    call.retried(BUSY);
    call.retried(BUSY); // 1 s later
    call.retried(BUSY); // 3 s later: begun at 1 s, so the wait itself is not looked at

    Decision.Stop stop = call.stopped(BUSY);

    assertThat(stop.why()).isEqualTo(ELAPSED);
    assertThat(stop.reason()).isEqualTo("status 503; the call has taken 3 s (limit 3 s)");
  }

  @Test
  void beforeDelayLooksAtTheWaitThatWouldComeNext() {
    Call call = Call.with(Stop.beforeDelay(Duration.ofSeconds(3)));
    call.retried(BUSY);
    call.retried(BUSY); // 1 s later

    Decision.Stop stop = call.stopped(BUSY); // 2 s more would end at 3 s

    assertThat(stop.why()).isEqualTo(ELAPSED);
    assertThat(stop.reason())
        .isEqualTo("status 503; the call has taken 1 s and would wait 2 s (limit 3 s)");
  }

  @Test
  void beforeDelayLetsAWaitPassThatEndsEarlier() {
    Call call = Call.with(Stop.beforeDelay(Duration.ofNanos(3_000_000_001L)));
    call.retried(BUSY);
    call.retried(BUSY);

    assertThat(call.retried(BUSY).delay()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void beforeDelayCountsTheWaitThatTheOtherSideAsksFor() {
    Call call = Call.with(Stop.beforeDelay(Duration.ofSeconds(10)));

    Decision.Stop stop = call.stopped(asksFor(Duration.ofMinutes(1)));

    assertThat(stop.reason())
        .isEqualTo("status 503; the call has taken 0 s and would wait 60 s (limit 10 s)");
  }

  @Test
  void beforeDelayHoldsForARetryAtOnceOnlyWhenTheTimeIsOver() {
    Call call = Call.with(Stop.beforeDelay(Duration.ofSeconds(1)));
    Verdict stale = Verdict.retryAtOnce(Counter.READ, "stale connection");
    call.retried(stale);
    call.time.advance(1_000_000_000);

    assertThat(call.stopped(stale).reason())
        .isEqualTo("stale connection; the call has taken 1 s and would wait 0 s (limit 1 s)");
  }

  @Test
  void beforeDelayHoldsForWaitsOfAnyLength() {
    CallState state = CallState.start(new FakeTime());

    assertThat(Stop.beforeDelay(Duration.ofDays(1))
            .reached(state.attempts(), state::elapsedNanos, Long.MAX_VALUE))
        .isPresent();
  }

  @Test
  void allAndAnyTellTheirConditionsOfTheWait() {
    Stop soon = Stop.beforeDelay(Duration.ofSeconds(1));

    Decision.Stop any =
        Call.with(Stop.any(Stop.afterAttempts(9), soon)).stopped(asksFor(Duration.ofSeconds(5)));
    Decision.Stop all =
        Call.with(Stop.all(Stop.afterAttempts(1), soon)).stopped(asksFor(Duration.ofSeconds(5)));

    assertThat(any.why()).isEqualTo(ELAPSED);
    assertThat(all.why()).isEqualTo(EXHAUSTED);
    assertThat(all.reason())
        .isEqualTo("status 503; attempt 1 was the last one allowed (limit 1)"
            + " and the call has taken 0 s and would wait 5 s (limit 1 s)");
  }

  private static Verdict asksFor(Duration delay) {
    return Verdict.retryAfter(Counter.STATUS, "status 503", delay);
  }

  @Test
  void atADeadlineStopsOnceItHasPassed() {
    FakeTime time = new FakeTime();
    CallState state = CallState.start(time);
    Stop stop = Stop.at(Deadline.after(Duration.ofSeconds(1), time));

    assertThat(stop.reached(state.attempts(), state::elapsedNanos, 0)).isEmpty();
    time.advance(1_000_000_000);

    assertThat(stop.reached(state.attempts(), state::elapsedNanos, 0))
        .contains(new Stop.Reached(DEADLINE, "the deadline has passed"));
  }

  @Test
  void anyStopsWithTheFirstConditionThatHolds() {
    Call call = Call.with(Stop.any(Stop.afterElapsed(Duration.ofHours(1)), Stop.afterAttempts(1)));

    Decision.Stop stop = call.stopped(BUSY);

    assertThat(stop.why()).isEqualTo(EXHAUSTED);
    assertThat(stop.reason()).isEqualTo("status 503; attempt 1 was the last one allowed (limit 1)");
  }

  @Test
  void anyOfNothingNeverStops() {
    assertThat(Stop.any()).isEqualTo(Stop.never());
  }

  @Test
  void allStopsOnlyWhenEveryConditionHolds() {
    Call call =
        Call.with(Stop.all(Stop.afterElapsed(Duration.ofSeconds(1)), Stop.afterAttempts(2)));
    call.retried(BUSY);
    call.retried(BUSY); // two attempts, but no time has passed yet

    Decision.Stop stop = call.stopped(BUSY);

    assertThat(stop.why()).isEqualTo(ELAPSED);
    assertThat(stop.reason())
        .isEqualTo("status 503; the call has taken 1 s (limit 1 s)"
            + " and attempt 3 was the last one allowed (limit 2)");
  }

  @Test
  void aConditionKnowsWhetherItBoundsACall() {
    Stop elapsed = Stop.afterElapsed(Duration.ofDays(1));

    assertThat(List.of(
            Stop.afterAttempts(3),
            elapsed,
            Stop.beforeDelay(Duration.ofDays(1)),
            Stop.any(Stop.never(), elapsed),
            Stop.all(Stop.afterAttempts(3), elapsed)))
        .allMatch(Stop::bounded);
    assertThat(List.of(
            Stop.never(),
            Stop.any(Stop.never()),
            Stop.all(Stop.never(), elapsed),
            Stop.at(Deadline.none()),
            Stop.afterElapsed(ChronoUnit.FOREVER.getDuration())))
        .noneMatch(Stop::bounded);
  }

  @Test
  @Tag("U07")
  void senselessConditionsAreRefused() {
    assertThatThrownBy(Stop::all)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("conditions: none (expected: at least one)");
    assertThatThrownBy(() -> Stop.afterAttempts(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempts: 0 (expected: >= 1)");
    assertThatThrownBy(() -> Stop.afterElapsed(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("elapsed: PT0S (expected: > 0)");
    assertThatThrownBy(() -> Stop.beforeDelay(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("elapsed: PT0S (expected: > 0)");
  }

  @Test
  void conditionsAreCopied() {
    List<Stop> conditions = new ArrayList<>(List.of(Stop.afterAttempts(1)));
    Stop any = new Stop.Any(conditions);
    Stop all = new Stop.All(conditions);

    conditions.clear();

    assertThat(any).isEqualTo(Stop.any(Stop.afterAttempts(1)));
    assertThat(all).isEqualTo(Stop.all(Stop.afterAttempts(1)));
  }

  @Test
  void aConditionOnNoDeadlineIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> Stop.at(nothing())).withMessage("deadline");
  }

  @SuppressWarnings("NullAway") // what callers without null checks pass
  private static Deadline nothing() {
    return null;
  }
}
