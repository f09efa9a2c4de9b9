/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Lets other threads interrupt the thread that creates this object, at most once, until it is
 * disarmed: no interrupt arrives later, in code that follows. An interrupt from elsewhere that was
 * there before is kept; one that arrives at the same moment as this one cannot be told apart from
 * it.
 *
 * @param <C> the type of the cause
 */
public class ThreadInterrupt<C> {

  @SuppressWarnings("rawtypes") // a class literal has no type argument
  private static final AtomicIntegerFieldUpdater<ThreadInterrupt> STATE =
      AtomicIntegerFieldUpdater.newUpdater(ThreadInterrupt.class, "state");

  private static final int ARMED = 0;
  private static final int INTERRUPTING = 1;
  private static final int INTERRUPTED = 2;
  private static final int DISARMED = 3;

  private final Thread thread = Thread.currentThread();
  private volatile int state = ARMED;
  private @Nullable C cause;

  /** Creates an interrupt for the calling thread. */
  public ThreadInterrupt() {}

  /**
   * Interrupts the thread, unless it was interrupted before or disarmed. May be called from any
   * thread.
   */
  public final void interrupt(C by) {
    if (STATE.compareAndSet(this, ARMED, INTERRUPTING)) {
      if (!thread.isInterrupted()) {
        cause = by;
        thread.interrupt();
      }
      state = INTERRUPTED;
    }
  }

  /** Whether an interrupt was sent. May be called from any thread. */
  public final boolean wasSent() {
    return state != ARMED;
  }

  /**
   * Disarms, and returns the cause if an interrupt was sent; the thread's flag is cleared then.
   * Must be called on the thread that created this object.
   */
  public @Nullable C disarm() {
    if (STATE.compareAndSet(this, ARMED, DISARMED)) {
      return null;
    }
    while (state != INTERRUPTED) {
      // The interrupting thread is between its two steps.
      Thread.onSpinWait();
    }
    if (cause != null) {
      Thread.interrupted();
    }
    return cause;
  }
}
