/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.time.FakeTime;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The number of clock readings of a call, which are most of its cost, and their use. */
class RetrierReadingsTest {

  private final TickingTime time = new TickingTime();

  private RetrierBuilder atOnce() {
    return Retrier.builder().time(time).backoff(Backoff.none()).noDeadline();
  }

  private static List<Long> begins(Throwable thrown) {
    return Retrier.attempts(thrown).stream().map(AttemptRecord::startNanos).toList();
  }

  private static List<Long> lengths(Throwable thrown) {
    return Retrier.attempts(thrown).stream().map(AttemptRecord::elapsedNanos).toList();
  }

  @Test
  void aSuccessAtOnceTakesOneReading() throws Exception {
    atOnce().build().call(Script.of("ok"));

    assertThat(time.readings).isEqualTo(1);
  }

  @Test
  void attemptsWithoutAWaitBetweenTakeOneReadingEachAndLeaveNoGap() {
    Throwable thrown = catchThrowable(() -> atOnce().total(2).build().call(Script.failing(9)));

    assertThat(time.readings).isEqualTo(4);
    assertThat(begins(thrown)).containsExactly(0L, 1L, 2L);
    assertThat(lengths(thrown)).containsExactly(1L, 1L, 1L);
  }

  @Test
  void anAttemptAfterAWaitBeginsWhenItReallyDoes() {
    Backoff second = Backoff.list(Duration.ZERO, Duration.ofNanos(500)).jitter(Jitter.none());

    Throwable thrown =
        catchThrowable(() -> atOnce().backoff(second).total(2).build().call(Script.failing(9)));

    assertThat(time.readings).isEqualTo(5);
    assertThat(begins(thrown)).containsExactly(0L, 1L, 503L);
    assertThat(lengths(thrown)).containsExactly(1L, 1L, 1L);
  }

  @Test
  void whatAListenerTakesIsNoPartOfAnAttempt() {
    RetryListener slow = new RetryListener() {
      @Override
      public void afterAttempt(AttemptRecord attempt) {
        time.nanos += 1_000;
      }
    };

    Throwable thrown =
        catchThrowable(() -> atOnce().total(1).listener(slow).build().call(Script.failing(9)));

    assertThat(begins(thrown)).containsExactly(0L, 1_002L);
    assertThat(lengths(thrown)).containsExactly(1L, 1L);
  }

  @Test
  void asynchronousAttemptsTakeAsFew() {
    Retrier retrier = atOnce().total(2).executor(Runnable::run).build();

    CompletableFuture<Object> call =
        retrier.callAsync(() -> CompletableFuture.failedFuture(new IllegalStateException("down")));

    assertThat(call).isCompletedExceptionally();
    assertThat(time.readings).isEqualTo(4);
  }

  @Test
  void aSlowConditionShowsInTheHistoryButTakesNothingFromTheNextAttemptsTimeout() {
    FakeTime clock = new FakeTime();
    Retrier retrier = Retrier.builder()
        .time(clock)
        .backoff(Backoff.none())
        .total(1)
        .attemptTimeout(Duration.ofNanos(200))
        .retryOn(RetryCondition.never().orExceptionIf(failure -> {
          clock.advance(150);
          return true;
        }))
        .build();

    Throwable thrown = catchThrowable(() -> retrier.call(() -> {
      clock.advance(100);
      throw new IllegalStateException("down");
    }));

    assertThat(thrown).isInstanceOf(IllegalStateException.class);
    assertThat(begins(thrown)).containsExactly(0L, 100L);
    assertThat(lengths(thrown)).containsExactly(100L, 250L);
  }

  /** Every reading is later than the one before. */
  private static final class TickingTime implements TimeSource {
    private long nanos;
    private int readings;

    @Override
    public long nanoTime() {
      readings++;
      return nanos++;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void sleep(long sleepNanos) {
      nanos += sleepNanos;
    }

    @Override
    public Scheduled schedule(long delayNanos, Runnable task) {
      throw new AssertionError("no timer is needed");
    }
  }
}
