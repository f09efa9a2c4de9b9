/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.engine.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt on an event loop when a limit passes. There is one timer at a time. It is moved
 * only when a limit comes nearer, and checks again when it fires, so that progress costs nothing.
 */
public final class LimitTimer implements Runnable {

  private final EventLoop loop;
  private final Limited attempt;
  private @Nullable Timer timer;
  private boolean over;

  /** An attempt that a limit ends. On the loop. */
  public interface Limited {

    /**
     * Returns the nanoseconds until its next limit; {@link Long#MAX_VALUE} if there is none.
     *
     * @param now {@link System#nanoTime()}
     */
    long left(long now);

    /** Called when its limit has passed. */
    void expired();
  }

  /** Creates a timer for that attempt. */
  public LimitTimer(EventLoop loop, Limited attempt) {
    this.loop = loop;
    this.attempt = attempt;
  }

  /** Called when limits may have changed and the attempt waits. */
  public void update() {
    long now = System.nanoTime();
    long nanos = check(now);
    if (over || nanos == Long.MAX_VALUE) {
      return;
    }
    long due = Nanos.add(now - Timer.EPOCH, nanos);
    if (timer != null && timer.due() <= due) {
      return;
    }
    disarm();
    timer = loop.scheduleAt(due, this);
  }

  /**
   * Ends the attempt if a limit has passed. Suffices where the attempt does not wait, so that it
   * needs no timer.
   */
  public void check() {
    long unused = check(System.nanoTime());
  }

  private long check(long now) {
    if (over) {
      return Long.MAX_VALUE;
    }
    long nanos = attempt.left(now);
    if (nanos <= 0) {
      attempt.expired();
      return Long.MAX_VALUE;
    }
    return nanos;
  }

  /** Called when the timer has fired. */
  @Override
  public void run() {
    timer = null;
    update();
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
