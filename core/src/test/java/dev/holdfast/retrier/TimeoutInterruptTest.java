/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retrier.TimeoutInterrupt.Cause;
import org.junit.jupiter.api.Test;

class TimeoutInterruptTest {

  private final TimeoutInterrupt guard = TimeoutInterrupt.untimed();

  @Test
  void itsInterruptIsTakenBack() {
    guard.interrupt(Cause.CANCELLED);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    assertThat(guard.disarm()).isEqualTo(Cause.CANCELLED);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void strikesOnceAndNotAfterItsEnd() {
    guard.interrupt(Cause.OUTCOME_SETTLED);
    guard.interrupt(Cause.CANCELLED);
    assertThat(guard.disarm()).isEqualTo(Cause.OUTCOME_SETTLED);
    guard.interrupt(Cause.CANCELLED);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptThatWasThereBeforeIsNotItsOwnToTakeBack() {
    Thread.currentThread().interrupt();
    guard.interrupt(Cause.ATTEMPT_TIMEOUT);

    assertThat(guard.disarm()).isNull();
    assertThat(Thread.interrupted()).isTrue();
  }
}
