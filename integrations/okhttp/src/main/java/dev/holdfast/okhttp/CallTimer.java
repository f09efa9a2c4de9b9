/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okio.AsyncTimeout;

/** Cancels a call at a given moment, on Okio's thread for all timeouts. */
final class CallTimer extends AsyncTimeout {

  static final TimeUnit UNIT = TimeUnit.MILLISECONDS;

  private final Call call;
  private final AtomicBoolean running = new AtomicBoolean(true);
  private volatile boolean fired;

  private CallTimer(Call call) {
    this.call = call;
  }

  /** Starts the timer; {@link Long#MAX_VALUE} nanoseconds mean for ever. */
  static CallTimer start(Call call, long nanos) {
    CallTimer timer = new CallTimer(call);
    if (nanos != Long.MAX_VALUE) {
      timer.timeout(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    }
    timer.enter();
    return timer;
  }

  /** Converts nanoseconds to OkHttp's unit, rounded up; 0 means no limit. */
  static int millis(long nanos) {
    long millis = nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1);
    return millis > Integer.MAX_VALUE ? 0 : (int) Math.max(1, millis);
  }

  @Override
  protected void timedOut() {
    fired = true;
    call.cancel();
  }

  /** Stops the timer. Returns whether it has cancelled the call. Idempotent. */
  boolean stop() {
    if (running.compareAndSet(true, false)) {
      exit();
    }
    return fired;
  }
}
