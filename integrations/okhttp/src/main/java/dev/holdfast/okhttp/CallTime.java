/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The real clock. Its waits on the thread of a call end soon after the call is cancelled. */
final class CallTime implements TimeSource {

  /** The interval at which waits check for a cancellation: OkHttp does not notify interceptors. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final TimeSource time = TimeSource.system();

  @Override
  public void sleep(long nanos) throws InterruptedException {
    ChainTransport.Carried call = ChainTransport.PRESENT.get();
    long end = time.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - time.nanoTime()) {
      if (call != null && call.cancelled()) {
        return;
      }
      time.sleep(Math.min(left, LOOK_NANOS));
    }
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    return time.schedule(delayNanos, task);
  }
}
