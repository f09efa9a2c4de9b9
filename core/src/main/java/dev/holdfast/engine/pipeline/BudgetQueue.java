/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pipeline;

import dev.holdfast.budget.Budget;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Ticket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * Only every third success of a first attempt lets one waiting retry go. Such a retry gets its token
 * back if it succeeds, so the retries that have gathered during an outage would otherwise pay for
 * each other afterwards. So they add at most a third to the load, and are no herd. A retry that has
 * asked the budget itself gets nothing back, for the same reason.
 */
/**
 * Retries that wait until the budget can pay for them, first come, first served. Successes of first
 * attempts serve them. The first in the queue asks once a second, since a budget also fills with
 * time. Thread-safe without a lock.
 */
final class BudgetQueue {

  private static final int SUCCESSES_FOR_ONE = 3;

  private final Budget budget;
  private final AtomicInteger successes = new AtomicInteger();
  private final Queue<Place> queue = new ConcurrentLinkedQueue<>();

  BudgetQueue(Budget budget) {
    this.budget = budget;
  }

  /** A retry joins the queue. */
  Place join() {
    Place place = new Place();
    queue.add(place);
    return place;
  }

  /** The first attempt of a call has succeeded, which pays into the budget. */
  void succeeded() {
    if (!queue.isEmpty() && successes.incrementAndGet() % SUCCESSES_FOR_ONE == 0) {
      serveOne(true);
    }
  }

  private void serveOne(boolean refundable) {
    if (queue.isEmpty() || !budget.tryAcquire()) {
      return;
    }
    Place first = queue.poll();
    while (first != null && !first.grant(refundable)) {
      first = queue.poll();
    }
    if (first == null) {
      budget.refund();
    }
  }

  private enum State {
    WAITING,
    PAID,
    GONE
  }

  /** A place in the queue. It is also woken when it becomes the first. */
  final class Place implements Ticket {
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final AtomicReference<@Nullable Runnable> wake = new AtomicReference<>();
    private boolean asks;
    private volatile boolean refundable;

    /** Whether no other retry is before this one. */
    boolean first() {
      return queue.peek() == this;
    }

    /** Whether the budget gets the token back if the retry succeeds. */
    boolean refundable() {
      return refundable;
    }

    private boolean grant(boolean mayRefund) {
      refundable = mayRefund;
      if (!state.compareAndSet(State.WAITING, State.PAID)) {
        return false;
      }
      wake();
      wakeFirst();
      return true;
    }

    private void wake() {
      Runnable task = wake.getAndSet(null);
      if (task != null) {
        task.run();
      }
    }

    @Override
    public void whenReady(Runnable task) {
      wake.set(task);
      if (state.get() == State.PAID) {
        wake();
      }
    }

    @Override
    public @Nullable Permit take() {
      if (first()) {
        // Only after a second as the first: being woken is no reason to ask the budget.
        if (asks) {
          serveOne(false);
        }
        asks = true;
      }
      return state.compareAndSet(State.PAID, State.GONE) ? Permit.NONE : null;
    }

    @Override
    public void leave() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        boolean wasFirst = first();
        queue.remove(this);
        if (wasFirst) {
          wakeFirst();
        }
      } else if (state.compareAndSet(State.PAID, State.GONE)) {
        budget.refund();
        serveOne(refundable);
      }
    }
  }

  private void wakeFirst() {
    Place next = queue.peek();
    if (next != null) {
      next.wake();
    }
  }
}
