/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.StopReason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits that end running code, on the real clock. */
@Timeout(20)
class RetrierTimeoutTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final CountDownLatch never = new CountDownLatch(1);
  private int attempts;

  /** Blocks until interrupted. */
  private Object hang() throws InterruptedException {
    attempts++;
    never.await();
    return "never";
  }

  private static RetrierBuilder impatient() {
    return Retrier.builder().backoff(Backoff.none()).total(2);
  }

  @Test
  void anAttemptThatTakesTooLongIsInterruptedAndRetried() throws Exception {
    Retrier retrier = impatient().attemptTimeout(SHORT).build();

    Object result = retrier.call(() -> attempts < 2 ? hang() : "ok");

    assertThat(result).isEqualTo("ok");
    assertThat(attempts).isEqualTo(2);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void attemptsThatAllTakeTooLongFailWithTheTimeout() {
    Throwable thrown =
        catchThrowable(() -> impatient().attemptTimeout(SHORT).build().call(this::hang));

    assertThat(thrown)
        .isInstanceOf(AttemptTimeoutException.class)
        .hasMessage("attempt 3 took longer than 20 ms (attemptTimeout)")
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void theDeadlineInterruptsARunningAttemptIfAskedTo() {
    Duration deadline = Duration.ofMillis(500);
    Retrier retrier = impatient().deadline(deadline).interruptAtDeadline(true).build();

    GaveUpException thrown =
        catchThrowableOfType(GaveUpException.class, () -> retrier.call(this::hang));

    assertThat(thrown.why()).isEqualTo(StopReason.DEADLINE);
    assertThat(thrown)
        .hasMessage("gave up after 1 attempt: the deadline of 500 ms passed during the attempt");
    assertThat(attempts).isEqualTo(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aValueThatComesInSpiteOfTheInterruptIsAValue() {
    Retrier retrier = impatient().attemptTimeout(SHORT).build();

    String result = retrier.call(() -> {
      try {
        return String.valueOf(hang());
      } catch (InterruptedException late) {
        return "late";
      }
    });

    assertThat(result).isEqualTo("late");
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void cancellingEndsARunningAttempt() {
    CancelToken token = CancelToken.create();
    Retrier retrier = impatient().cancelledBy(token).build();

    GaveUpException thrown = catchThrowableOfType(
        GaveUpException.class,
        () -> retrier.call(() -> {
          new Thread(token::cancel).start();
          return hang();
        }));

    assertThat(thrown.why()).isEqualTo(StopReason.CANCELLED);
    assertThat(thrown).hasMessage("gave up after 1 attempt: the call was cancelled");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void cancellingEndsAWait() {
    CancelToken token = CancelToken.create();
    Retrier retrier = Retrier.builder()
        .backoff(Backoff.constant(Duration.ofMinutes(1)))
        .cancelledBy(token)
        .listener(new RetryListener() {
          @Override
          public void beforeWait(AttemptRecord attempt, Duration delay) {
            new Thread(token::cancel).start();
          }
        })
        .build();

    GaveUpException thrown =
        catchThrowableOfType(GaveUpException.class, () -> retrier.call(Script.failing(9)));

    assertThat(thrown.why()).isEqualTo(StopReason.CANCELLED);
    assertThat(thrown).hasCauseInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aCancelledTokenMakesNoAttempt() {
    CancelToken token = CancelToken.create();
    token.cancel();
    Script script = Script.of("ok");

    Throwable thrown =
        catchThrowable(() -> impatient().cancelledBy(token).build().call(script));

    assertThat(thrown)
        .hasMessage("gave up after 0 attempts: the call was cancelled before it began");
    assertThat(script.calls()).isZero();
    assertThat(token.isCancelled()).isTrue();
  }

  @Test
  void anInterruptOfTheCallersOwnIsNotTakenForATimeout() {
    Retrier retrier = impatient().attemptTimeout(Duration.ofMinutes(1)).build();
    Thread.currentThread().interrupt();

    Throwable thrown = catchThrowable(() -> retrier.call(this::hang));

    assertThat(thrown).isInstanceOf(InterruptedException.class);
    assertThat(attempts).isEqualTo(1);
  }
}
