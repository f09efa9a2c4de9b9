/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a timer or a token interrupt the thread that made it, but only until it is disarmed: an
 * interrupt never arrives later, in code that is not ours. A genuine interrupt that comes in the
 * same moment as ours is taken for ours.
 */
final class Guard extends AtomicInteger {

  private static final long serialVersionUID = 1;

  /** What may strike. */
  enum Strike {
    ATTEMPT_TIMEOUT,
    DEADLINE,
    CANCELLED
  }

  private static final int ARMED = 0;
  private static final int STRIKING = 1;
  private static final int STRUCK = 2;
  private static final int DISARMED = 3;

  private final transient Thread thread = Thread.currentThread();
  private transient @Nullable Strike strike;

  /** Interrupts the guarded thread, unless something else has, or it is too late. */
  void strike(Strike by) {
    if (compareAndSet(ARMED, STRIKING)) {
      strike = by;
      thread.interrupt();
      set(STRUCK);
    }
  }

  /** Ends the guard; what struck, if anything did. The interrupt is then cleared. */
  @Nullable Strike disarm() {
    if (compareAndSet(ARMED, DISARMED)) {
      return null;
    }
    while (get() != STRUCK) {
      // The striker is between its two steps.
      Thread.onSpinWait();
    }
    Thread.interrupted();
    return strike;
  }
}
