/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import org.jspecify.annotations.Nullable;

/** The time for which a connection was idle, and the action when it was too long. On the loop. */
public final class IdleTime {

  private final Loop loop;
  private final long nanos;
  private final Runnable tooLong;
  private @Nullable Timer timer;

  public IdleTime(Loop loop, long nanos, Runnable tooLong) {
    this.loop = loop;
    this.nanos = nanos;
    this.tooLong = tooLong;
  }

  /** Begins the idle time. Returns false if it had begun before. */
  public boolean begin() {
    if (timer != null) {
      return false;
    }
    timer = loop.schedule(nanos, tooLong);
    return true;
  }

  public void end() {
    if (timer != null) {
      loop.cancel(timer);
      timer = null;
    }
  }
}
