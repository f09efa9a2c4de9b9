/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import dev.holdfast.http.net.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The idle entries of a pool, longest idle first: a ring without an object for each entry. */
final class IdleRing {

  private final Pooled head = new Head();
  private long turns;

  private static final class Head extends Pooled {
    @Override
    public Origin origin() {
      throw new AssertionError("no connection");
    }

    @Override
    public String remote() {
      throw new AssertionError("no connection");
    }
  }

  IdleRing() {
    head.older = head;
    head.newer = head;
  }

  boolean isEmpty() {
    return head.newer == head;
  }

  /** Returns the entry that was idle longest; null if there is none. */
  @Nullable Pooled oldest() {
    return isEmpty() ? null : head.newer;
  }

  /** Returns the entry that was idle longest of those that make room at once. */
  @Nullable Pooled oldestThatLeavesAtOnce() {
    Pooled next = head.newer;
    while (next != null && next != head && next.leavesSlowly()) {
      next = next.newer;
    }
    return next == head ? null : next;
  }

  List<Pooled> all() {
    List<Pooled> all = new ArrayList<>();
    for (Pooled next = head.newer; next != null && next != head; next = next.newer) {
      all.add(next);
    }
    return all;
  }

  /** Adds an entry that becomes idle. */
  void add(Pooled resting) {
    Pooled newest = head.older;
    if (newest == null) {
      throw new AssertionError("no ring");
    }
    // Not a clock: threads that read one arrive here in another order.
    resting.turn = ++turns;
    resting.older = newest;
    resting.newer = head;
    newest.newer = resting;
    head.older = resting;
  }

  /** Removes an entry that is no longer idle. */
  static void remove(Pooled resting) {
    Pooled older = resting.older;
    Pooled newer = resting.newer;
    if (older == null || newer == null) {
      throw new AssertionError("does not rest");
    }
    older.newer = newer;
    newer.older = older;
    resting.older = null;
    resting.newer = null;
  }
}
