/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static dev.holdfast.retry.StopReason.EXHAUSTED;
import static dev.holdfast.retry.StopReason.NOT_RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The verdicts that continue a call, and the counters that end it. */
class RetryEngineLimitsTest {

  private static final Verdict RESET = Verdict.retry(Counter.READ, "connection reset");
  private static final Verdict STALE = Verdict.retryAtOnce(Counter.READ, "connection was stale");
  private static final Verdict REDIRECT = new Verdict.Follow("302 to /next");

  @Test
  void anAcceptedOutcomeIsTheEndWhateverIsLeft() {
    Call call = Call.with(RetryLimits.total(0)).deadline(Duration.ZERO);

    assertThat(call.next(new Verdict.Accept("status 200")))
        .isEqualTo(new Decision.Success("status 200"));
  }

  @Test
  void aRejectedOutcomeIsNotTriedAgain() {
    Call call = Call.with(RetryLimits.total(5));

    Decision.Stop stop = call.stopped(new Verdict.Reject("status 404 is final"));

    assertThat(stop.why()).isEqualTo(NOT_RETRYABLE);
    assertThat(stop.reason()).isEqualTo("status 404 is final");
    assertThat(stop.serverDelay()).isEmpty();
  }

  @Test
  void totalAllowsThatManyRetries() {
    Call call = Call.with(RetryLimits.total(2));

    call.retried(RESET);
    call.retried(RESET);
    Decision.Stop stop = call.stopped(RESET);

    assertThat(stop.why()).isEqualTo(EXHAUSTED);
    assertThat(call.state.attempts()).isEqualTo(3);
    assertThat(call.state.retries()).isEqualTo(2);
  }

  @Test
  void totalOfZeroTurnsRetriesOff() {
    assertThat(Call.with(RetryLimits.total(0)).stopped(RESET).why()).isEqualTo(EXHAUSTED);
    assertThat(Call.with(RetryLimits.total(0)).stopped(STALE).why()).isEqualTo(EXHAUSTED);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REDIRECT")
  void eachCounterLimitsItsOwnRetriesOnly(Counter counter) {
    Call call = Call.with(RetryLimits.total(10).with(counter, 1));
    Counter other = counter == Counter.OTHER ? Counter.READ : Counter.OTHER;

    call.retried(Verdict.retry(counter, "failed"));
    call.retried(Verdict.retry(other, "failed"));
    call.retried(Verdict.retry(other, "failed"));
    Decision.Stop stop = call.stopped(Verdict.retry(counter, "failed"));

    assertThat(stop.why()).isEqualTo(EXHAUSTED);
    assertThat(call.state.charged(counter)).isEqualTo(1);
    assertThat(call.state.charged(other)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REDIRECT")
  void aCounterOfZeroTurnsItsRetriesOff(Counter counter) {
    Call call = Call.with(RetryLimits.total(10).with(counter, 0));

    assertThat(call.stopped(Verdict.retry(counter, "failed")).why()).isEqualTo(EXHAUSTED);
    assertThat(call.state.charged(counter)).isZero();
  }

  @Test
  void totalWinsOverAHigherCounter() {
    Call call = Call.with(RetryLimits.total(1).with(Counter.READ, 5));

    call.retried(RESET);

    assertThat(call.stopped(RESET).why()).isEqualTo(EXHAUSTED);
  }

  @Test
  void withoutTotalOnlyTheCountersLimit() {
    Call call = Call.with(RetryLimits.unlimited().with(Counter.CONNECT, 1));

    for (int i = 0; i < 100; i++) {
      call.retried(RESET);
    }
    call.retried(Verdict.retry(Counter.CONNECT, "refused"));

    assertThat(call.stopped(Verdict.retry(Counter.CONNECT, "refused")).why()).isEqualTo(EXHAUSTED);
  }

  @Test
  void aRetryAtOnceIsCountedButLeavesTheBackoffWhereItIs() {
    Call call = Call.with(RetryLimits.total(4).with(Counter.READ, 4));

    assertThat(call.retried(STALE).delay()).isZero();
    assertThat(call.retried(RESET).delay()).isZero();
    assertThat(call.retried(STALE).delay()).isZero();
    assertThat(call.retried(RESET).delay()).isEqualTo(Duration.ofSeconds(1));

    assertThat(call.state.charged(Counter.READ)).isEqualTo(4);
    assertThat(call.state.waitedNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(call.stopped(STALE).why()).isEqualTo(EXHAUSTED);
  }

  @Test
  void redirectsSpendTheirOwnCounterAndNothingOfTotal() {
    Call call = Call.with(RetryLimits.total(1).with(Counter.REDIRECT, 3));

    for (int hop = 1; hop <= 3; hop++) {
      assertThat(call.next(REDIRECT)).isEqualTo(new Decision.Follow("302 to /next"));
    }

    assertThat(call.state.retries()).isZero();
    call.retried(RESET);
    assertThat(call.stopped(REDIRECT).why()).isEqualTo(EXHAUSTED);
    assertThat(call.state.charged(Counter.REDIRECT)).isEqualTo(3);
  }

  @Test
  void theSameRequestOnceMoreSpendsNothing() {
    Call call = Call.with(RetryLimits.total(1).with(Counter.REDIRECT, 0));

    assertThat(call.next(new Verdict.Again("renewed"))).isEqualTo(new Decision.Follow("renewed"));

    assertThat(call.state.retries()).isZero();
    assertThat(call.state.charged(Counter.REDIRECT)).isZero();
    call.retried(RESET);
  }

  @Test
  void aRedirectCounterOfZeroFollowsNone() {
    Call call = Call.with(RetryLimits.total(5).with(Counter.REDIRECT, 0));

    assertThat(call.stopped(REDIRECT).why()).isEqualTo(EXHAUSTED);
  }

  @Test
  void redirectsWithoutALimitAreFollowed() {
    Call call = Call.with(RetryLimits.total(0));

    for (int hop = 0; hop < 100; hop++) {
      assertThat(call.next(REDIRECT)).isInstanceOf(Decision.Follow.class);
    }
  }

  @Test
  void aRedirectStartsTheBackoffAfreshButRefillsNoCounter() {
    Call call = Call.with(RetryLimits.total(4));
    call.retried(RESET);
    call.retried(RESET);
    assertThat(call.retried(RESET).delay()).isEqualTo(Duration.ofSeconds(2));

    call.next(REDIRECT);

    assertThat(call.retried(RESET).delay()).isZero();
    assertThat(call.stopped(RESET).why()).isEqualTo(EXHAUSTED);
  }

  @Test
  void aRedirectStartsDecorrelatedJitterAfresh() {
    Backoff backoff = Backoff.decorrelated(Duration.ofSeconds(1));
    Call call = Call.with(RetryPolicy.of(RetryLimits.total(9), backoff));
    Duration first = call.retried(RESET).delay();
    assertThat(call.retried(RESET).delay()).isGreaterThan(first);

    call.next(REDIRECT);

    assertThat(call.retried(RESET).delay()).isEqualTo(first);
  }
}
