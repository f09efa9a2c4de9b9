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
 * What is believed to be left of a quota until it is whole again. An attempt that is never made
 * gives back what it took. Thread-safe without a lock.
 */
final class Allowance {

  /** With more left, attempts begin freely. */
  final long freeAbove;

  final long resetNanos;
  /** From then on an attempt may find out whether a quota that was spent still is. */
  private final AtomicLong askNanos;

  private final AtomicLong remaining;
  private final AtomicLong nextTurn;
  private final Admission.Granted free;

  Allowance(long remaining, long freeAbove, long resetNanos, long askNanos, long turnNanos) {
    this.freeAbove = freeAbove;
    this.resetNanos = resetNanos;
    this.askNanos = new AtomicLong(askNanos);
    this.remaining = new AtomicLong(remaining);
    this.nextTurn = new AtomicLong(turnNanos);
    this.free = Admission.Granted.at(returning(0));
  }

  long remaining() {
    return remaining.get();
  }

  /** Takes one out; how many there were before. */
  long take() {
    return remaining.getAndUpdate(n -> Math.max(0, n - 1));
  }

  /** Takes one out if there are still so many. */
  boolean takeOf(long many) {
    return remaining.compareAndSet(many, many - 1);
  }

  /** There are no more than that. */
  void atMost(long many) {
    remaining.accumulateAndGet(many, Math::min);
  }

  /** The next spaced turn. */
  long turn(long nowNanos, long spacingNanos) {
    return nextTurn.getAndUpdate(next -> later(next, nowNanos) + spacingNanos);
  }

  /** When the next spaced turn is, if that is later than now. */
  long nextTurn(long nowNanos) {
    return later(nextTurn.get(), nowNanos);
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  /** How long until somebody may ask whether more is left; 0 if the caller may, and is the one. */
  long untilAsked(long nowNanos, long againNanos) {
    long ask = askNanos.get();
    if (ask - nowNanos > 0) {
      return ask - nowNanos;
    }
    return askNanos.compareAndSet(ask, nowNanos + againNanos) ? 0 : againNanos;
  }

  /** For an attempt that took one out and may begin at once. */
  Admission.Granted free() {
    return free;
  }

  /** For an attempt that took one out, and a turn. */
  Permit returning(long spacingNanos) {
    return (ending, elapsed) -> {
      if (ending == Ending.UNUSED) {
        giveBack(spacingNanos);
      }
    };
  }

  void giveBack(long spacingNanos) {
    remaining.incrementAndGet();
    nextTurn.addAndGet(-spacingNanos);
  }
}
