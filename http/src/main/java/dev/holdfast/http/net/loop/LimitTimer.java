/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.engine.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt on an event loop when a limit passes. One timer at a time: it is only moved when
 * a limit comes nearer, and looks again when it fires, so that progress costs nothing.
 */
public final class LimitTimer implements Runnable {

  private final EventLoop loop;
  private final Limited attempt;
  private @Nullable Timer timer;
  private boolean over;

  /** What is ended by a limit. On the loop. */
  public interface Limited {

    /**
     * Nanoseconds until its next limit; {@link Long#MAX_VALUE} if there is none.
     *
     * @param now {@link System#nanoTime()}
     */
    long left(long now);

    /** Its limit has passed. */
    void expired();
  }

  /** Watches that attempt. */
  public LimitTimer(EventLoop loop, Limited attempt) {
    this.loop = loop;
    this.attempt = attempt;
  }

  /** Something has changed that limits depend on, and something is waited for. */
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
   * Ends the attempt if a limit has passed. Enough where nothing is waited for: then there is no
   * need of a timer.
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

  /** The timer has fired. */
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
