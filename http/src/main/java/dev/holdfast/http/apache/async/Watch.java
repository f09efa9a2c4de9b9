/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.AttemptClock;
import dev.holdfast.http.apache.Stop;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt when a limit passes. One timer at a time: it is only moved when a limit comes
 * nearer, and looks again when it fires, so that progress costs nothing.
 */
final class Watch {

  private final EventLoop loop;
  private final AttemptClock clock;
  private final LongSupplier silenceLeft;
  private final Consumer<Stop> stop;
  private @Nullable Timer timer;
  private boolean over;

  /**
   * @param silenceLeft nanoseconds until the present phase has been silent too long;
   *     {@link Long#MAX_VALUE} if it may be
   */
  Watch(EventLoop loop, AttemptClock clock, LongSupplier silenceLeft, Consumer<Stop> stop) {
    this.loop = loop;
    this.clock = clock;
    this.silenceLeft = silenceLeft;
    this.stop = stop;
  }

  /** Something has changed that limits depend on. */
  void update() {
    if (over) {
      return;
    }
    long whole = clock.left();
    long silence = silenceLeft.getAsLong();
    long left = Math.min(whole, silence);
    if (left <= 0) {
      stop.accept(clock.expired(Stop.SILENCE));
      return;
    }
    if (left == Long.MAX_VALUE) {
      return;
    }
    long due = System.nanoTime() - Timer.EPOCH + left;
    if (timer != null && timer.due() <= due) {
      return;
    }
    disarm();
    timer = loop.schedule(left, () -> {
      timer = null;
      update();
    });
  }

  void end() {
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
