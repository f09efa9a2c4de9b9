/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells whether only one call has failed recently. A single failing call is no overload: it may use
 * all the retries of its policy. Thread-safe.
 */
final class FailingCalls {

  private static final long LATELY_NANOS = 60_000_000_000L;

  /**
   * The latest failures.
   *
   * @param call the call that failed last
   * @param othersNanos time of the last failure of another call; valid if {@code others}
   * @param lastNanos time of the last failure
   */
  private record Latest(long call, boolean others, long othersNanos, long lastNanos) {}

  private final AtomicReference<Latest> latest = new AtomicReference<>(new Latest(0, false, 0, 0));

  /** A call has failed; returns whether no other failed within a minute. */
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
