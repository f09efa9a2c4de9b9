/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when told, or when somebody sleeps on it; remembers the sleeps. */
public final class FakeTime implements TimeSource {

  private final List<Long> sleeps = new ArrayList<>();
  private long nanos;

  public FakeTime() {
    this(0);
  }

  public FakeTime(long startNanos) {
    this.nanos = startNanos;
  }

  public void advance(long byNanos) {
    nanos += byNanos;
  }

  public List<Long> sleeps() {
    return List.copyOf(sleeps);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public void sleep(long sleepNanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(sleepNanos);
    advance(Math.max(0, sleepNanos));
  }
}
