/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static dev.holdfast.retry.StopReason.DEADLINE;
import static dev.holdfast.retry.StopReason.ELAPSED;
import static dev.holdfast.retry.StopReason.EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StopTest {

  private static final Verdict BUSY = Verdict.retry(Counter.STATUS, "status 503");

  @Test
  void neverLeavesItToTheCounters() {
    assertThat(Stop.never().reason(CallState.start(new FakeTime()))).isEmpty();
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
  void atADeadlineStopsOnceItHasPassed() {
    FakeTime time = new FakeTime();
    CallState state = CallState.start(time);
    Stop stop = Stop.at(Deadline.after(Duration.ofSeconds(1), time));

    assertThat(stop.reason(state)).isEmpty();
    time.advance(1_000_000_000);

    assertThat(stop.reason(state)).contains("the deadline has passed");
    assertThat(stop.why(state)).isEqualTo(DEADLINE);
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
    assertThat(Stop.any().why(CallState.start(new FakeTime()))).isEqualTo(ELAPSED);
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
}
