/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.limit;

import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Ticket;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A waiter in a bulkhead's queue; it is served once or leaves once. */
final class Waiter implements Ticket {

  private enum State {
    WAITING,
    SERVED,
    TAKEN,
    LEFT
  }

  private final Bulkhead bulkhead;
  private volatile @Nullable Permit permit;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final AtomicReference<@Nullable Runnable> wake = new AtomicReference<>();

  Waiter(Bulkhead bulkhead) {
    this.bulkhead = bulkhead;
  }

  /** Grants that permit; false if this waiter has left. */
  boolean grant(Permit free) {
    permit = free;
    if (!state.compareAndSet(State.WAITING, State.SERVED)) {
      return false;
    }
    bulkhead.left(this, true);
    runOnce();
    return true;
  }

  @Override
  public void whenReady(Runnable task) {
    wake.set(task);
    if (state.get() == State.SERVED) {
      runOnce();
    }
  }

  private void runOnce() {
    Runnable task = wake.getAndSet(null);
    if (task != null) {
      task.run();
    }
  }

  @Override
  public @Nullable Permit take() {
    return state.compareAndSet(State.SERVED, State.TAKEN) ? permit : null;
  }

  @Override
  public void leave() {
    if (state.compareAndSet(State.WAITING, State.LEFT)) {
      bulkhead.left(this, false);
    } else if (state.compareAndSet(State.SERVED, State.LEFT)) {
      Permit unused = permit;
      if (unused != null) {
        unused.close(Ending.UNUSED, 0);
      }
    }
  }
}
