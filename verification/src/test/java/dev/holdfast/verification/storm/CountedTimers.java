/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.storm;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The real clocks, with a count of their armed timers. */
final class CountedTimers implements TimeSource {

  private final TimeSource real = TimeSource.system();
  private final Set<Object> armed = ConcurrentHashMap.newKeySet();

  int armed() {
    return armed.size();
  }

  @Override
  public long nanoTime() {
    return real.nanoTime();
  }

  @Override
  public Instant now() {
    return real.now();
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    real.sleep(nanos);
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    Object timer = new Object();
    armed.add(timer);
    Scheduled scheduled = real.schedule(delayNanos, () -> {
      armed.remove(timer);
      task.run();
    });
    return () -> {
      armed.remove(timer);
      scheduled.cancel();
    };
  }
}
