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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * A retry that waits pays two tokens and gets none back when it succeeds. So at least half of what
 * successes pay is left for calls that do not wait, and the retries that have gathered during an
 * outage do not pay for each other afterwards: they add a sixth to the load, not a herd.
 */
/**
 * Retries that wait until the budget can pay for them, first come, first served. Each success
 * serves them. The first in the queue asks once a second, since a budget also fills with time.
 * Thread-safe without a lock.
 */
final class BudgetQueue {

  private static final int PRICE = 2;

  private final Budget budget;
  private final int price;
  private final Queue<Place> queue = new ConcurrentLinkedQueue<>();

  BudgetQueue(Budget budget) {
    this.budget = budget;
    this.price = (int) Math.max(1, Math.min(PRICE, budget.left().orElse(PRICE)));
  }

  /** A retry joins the queue. */
  Place join() {
    Place place = new Place();
    queue.add(place);
    serve();
    return place;
  }

  /** Serves the queue; called after each success, since that pays into the budget. */
  void serve() {
    while (!queue.isEmpty() && pay()) {
      Place first = queue.poll();
      if (first == null || !first.grant()) {
        refund(price);
      }
    }
  }

  private boolean pay() {
    for (int paid = 0; paid < price; paid++) {
      if (!budget.tryAcquire()) {
        refund(paid);
        return false;
      }
    }
    return true;
  }

  private void refund(int retries) {
    for (int i = 0; i < retries; i++) {
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

    /** Whether no other retry is before this one. */
    boolean first() {
      return queue.peek() == this;
    }

    private boolean grant() {
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
        serve();
      }
      return state.compareAndSet(State.PAID, State.GONE) ? Permit.NONE : null;
    }

    @Override
    public void leave() {
      if (state.compareAndSet(State.WAITING, State.GONE)) {
        queue.remove(this);
        wakeFirst();
      } else if (state.compareAndSet(State.PAID, State.GONE)) {
        refund(price);
        serve();
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
