/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells whether one call is the only one that has failed lately. A single call in trouble is no
 * storm: it may use all the retries that its policy gives it. Thread-safe.
 */
final class FailingCalls {

  private static final long LATELY_NANOS = 60_000_000_000L;

  /**
   * The latest failures.
   *
   * @param call that failed last
   * @param othersNanos when another call failed last; meaningless unless {@code others}
   * @param lastNanos when a call failed last
   */
  private record Latest(long call, boolean others, long othersNanos, long lastNanos) {}

  private final AtomicReference<Latest> latest = new AtomicReference<>(new Latest(0, false, 0, 0));

  /** A call has failed: whether no other has within a minute. */
  boolean alone(long call, long now) {
    Latest next = latest.updateAndGet(old -> after(old, call, now));
    return !next.others() || now - next.othersNanos() > LATELY_NANOS;
  }

  private static Latest after(Latest old, long call, long now) {
    if (old.call() == call) {
      return new Latest(call, old.others(), old.othersNanos(), now);
    }
    return new Latest(call, old.call() != 0, old.lastNanos(), now);
  }
}
