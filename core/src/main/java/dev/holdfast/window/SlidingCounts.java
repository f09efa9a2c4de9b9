/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.window;

import dev.holdfast.time.TimeSource;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts events of several kinds over a sliding window. The window moves in tenths: it covers
 * between nine tenths and the whole of its length. Thread-safe without a lock; writers on different
 * processors do not contend.
 */
public final class SlidingCounts {

  private static final int SLOTS = 10;

  private final TimeSource time;
  private final int kinds;
  private final long startNanos;
  private final long slotNanos;
  private final AtomicReferenceArray<Slot> slots = new AtomicReferenceArray<>(SLOTS);

  /**
   * An empty window.
   *
   * @param kinds number of kinds, which are numbered from 0
   * @param lengthNanos length of the window, at least 10
   */
  public SlidingCounts(int kinds, long lengthNanos, TimeSource time) {
    this.time = time;
    this.kinds = kinds;
    this.startNanos = time.nanoTime();
    this.slotNanos = Math.max(1, lengthNanos / SLOTS);
  }

  /** Counts an event of that kind. */
  public void add(int kind) {
    current().counts[kind].increment();
  }

  /** The number of events of that kind. */
  public long sum(int kind) {
    long oldest = slotNumber() - SLOTS;
    long sum = 0;
    for (int i = 0; i < SLOTS; i++) {
      Slot slot = slots.get(i);
      if (slot != null && slot.number > oldest) {
        sum += slot.counts[kind].sum();
      }
    }
    return sum;
  }

  /**
   * The rate of events of that kind, per second, up to the last event: idle time since then does
   * not lower it. 0 without events.
   */
  public double perSecond(int kind) {
    long now = slotNumber();
    long oldest = now - SLOTS;
    long sum = 0;
    long first = Long.MAX_VALUE;
    long last = 0;
    for (int i = 0; i < SLOTS; i++) {
      Slot slot = slots.get(i);
      long count = slot == null || slot.number <= oldest ? 0 : slot.counts[kind].sum();
      if (slot != null && count > 0) {
        sum += count;
        first = Math.min(first, slot.number);
        last = Math.max(last, slot.number);
      }
    }
    return sum == 0 ? 0 : sum * 1e9 / ((last - first + 1) * (double) slotNanos);
  }

  private Slot current() {
    long number = slotNumber();
    int index = (int) (number % SLOTS);
    while (true) {
      Slot slot = slots.get(index);
      // A slot from the future belongs to a thread that read the clock later.
      if (slot != null && slot.number >= number) {
        return slot;
      }
      Slot fresh = new Slot(number, kinds);
      if (slots.compareAndSet(index, slot, fresh)) {
        return fresh;
      }
    }
  }

  private long slotNumber() {
    return Math.max(0, time.nanoTime() - startNanos) / slotNanos;
  }

  private static final class Slot {
    final long number;
    final LongAdder[] counts;

    Slot(long number, int kinds) {
      this.number = number;
      this.counts = new LongAdder[kinds];
      for (int i = 0; i < kinds; i++) {
        counts[i] = new LongAdder();
      }
    }
  }
}
