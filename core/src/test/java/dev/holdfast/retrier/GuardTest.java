/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retrier.Guard.Strike;
import org.junit.jupiter.api.Test;

class GuardTest {

  private final Guard guard = Guard.untimed();

  @Test
  void itsInterruptIsTakenBack() {
    guard.strike(Strike.CANCELLED);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    assertThat(guard.disarm()).isEqualTo(Strike.CANCELLED);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void strikesOnceAndNotAfterItsEnd() {
    guard.strike(Strike.OUTRUN);
    guard.strike(Strike.CANCELLED);
    assertThat(guard.disarm()).isEqualTo(Strike.OUTRUN);
    guard.strike(Strike.CANCELLED);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptThatWasThereBeforeIsNotItsOwnToTakeBack() {
    Thread.currentThread().interrupt();
    guard.strike(Strike.ATTEMPT_TIMEOUT);

    assertThat(guard.disarm()).isNull();
    assertThat(Thread.interrupted()).isTrue();
  }
}
