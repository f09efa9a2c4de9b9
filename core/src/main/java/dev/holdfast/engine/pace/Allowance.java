/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pace;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The estimated rest of a quota until its reset. An attempt that is not made gives back what it
 * took. Thread-safe without a lock.
 */
final class Allowance {

  /** Above this rest attempts are not spaced. */
  final long freeAbove;

  final long resetNanos;
  /** From this moment an attempt may test whether a spent quota is still spent. */
  private final AtomicLong askNanos;

  private final AtomicLong remaining;
  private final AtomicLong nextPermit;
  private final Admission.Granted free;

  Allowance(long remaining, long freeAbove, long resetNanos, long askNanos, long turnNanos) {
    this.freeAbove = freeAbove;
    this.resetNanos = resetNanos;
    this.askNanos = new AtomicLong(askNanos);
    this.remaining = new AtomicLong(remaining);
    this.nextPermit = new AtomicLong(turnNanos);
    this.free = Admission.Granted.at(returning(0));
  }

  long remaining() {
    return remaining.get();
  }

  /** Takes one; returns the rest before it. */
  long take() {
    return remaining.getAndUpdate(n -> Math.max(0, n - 1));
  }

  /** Takes one if the rest is still that number. */
  boolean takeOf(long many) {
    return remaining.compareAndSet(many, many - 1);
  }

  /** Lowers the rest to at most that number. */
  void atMost(long many) {
    remaining.accumulateAndGet(many, Math::min);
  }

  /** Reserves the next spaced permit. */
  long reserve(long nowNanos, long spacingNanos) {
    return nextPermit.getAndUpdate(next -> later(next, nowNanos) + spacingNanos);
  }

  /** The time of the next spaced permit, if it lies ahead. */
  long nextPermit(long nowNanos) {
    return later(nextPermit.get(), nowNanos);
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  /** The time until an attempt may test a spent quota; 0 if this attempt is the one. */
  long untilAsked(long nowNanos, long againNanos) {
    long ask = askNanos.get();
    if (ask - nowNanos > 0) {
      return ask - nowNanos;
    }
    return askNanos.compareAndSet(ask, nowNanos + againNanos) ? 0 : againNanos;
  }

  /** The permit of an attempt that begins at once. */
  Admission.Granted free() {
    return free;
  }

  /** The permit of an attempt that is spaced. */
  Permit returning(long spacingNanos) {
    return (ending, elapsed) -> {
      if (ending == Ending.UNUSED) {
        giveBack(spacingNanos);
      }
    };
  }

  void giveBack(long spacingNanos) {
    remaining.incrementAndGet();
    nextPermit.addAndGet(-spacingNanos);
  }
}
