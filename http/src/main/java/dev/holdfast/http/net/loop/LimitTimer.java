/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt on an event loop when a limit passes. One timer at a time: it is only moved when
 * a limit comes nearer, and looks again when it fires, so that progress costs nothing.
 */
public final class LimitTimer {

  private final EventLoop loop;
  private final LongSupplier left;
  private final Runnable expired;
  private @Nullable Timer timer;
  private boolean over;

  /**
   * Watches an attempt.
   *
   * @param left nanoseconds until its next limit; {@link Long#MAX_VALUE} if there is none
   * @param expired run when that has passed
   */
  public LimitTimer(EventLoop loop, LongSupplier left, Runnable expired) {
    this.loop = loop;
    this.left = left;
    this.expired = expired;
  }

  /** Something has changed that limits depend on. */
  public void update() {
    if (over) {
      return;
    }
    long nanos = left.getAsLong();
    if (nanos <= 0) {
      expired.run();
      return;
    }
    if (nanos == Long.MAX_VALUE) {
      return;
    }
    long due = System.nanoTime() - Timer.EPOCH + nanos;
    if (timer != null && timer.due() <= due) {
      return;
    }
    disarm();
    timer = loop.schedule(nanos, () -> {
      timer = null;
      update();
    });
  }

  public void end() {
    over = true;
    disarm();
  }

  private void disarm() {
    if (timer != null) {
      loop.cancel(timer);
      timer = null;
    }
  }
}
