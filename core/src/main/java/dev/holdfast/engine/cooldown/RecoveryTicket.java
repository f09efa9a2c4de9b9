/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Ticket;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An attempt in the queue of a {@link Recovery}. */
final class RecoveryTicket implements Ticket {

  private enum State {
    WAITING,
    GRANTED,
    GONE
  }

  private final Recovery recovery;
  private final long sinceNanos;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();
  private volatile boolean woken;

  RecoveryTicket(Recovery recovery, long sinceNanos) {
    this.recovery = recovery;
    this.sinceNanos = sinceNanos;
  }

  /** When it joined the queue. */
  long since() {
    return sinceNanos;
  }

  /** Grants the permit; false if the attempt has left the queue. */
  boolean grant() {
    return state.compareAndSet(State.WAITING, State.GRANTED);
  }

  /** Wakes the attempt: it continues if it has its permit, and fails if not. */
  void wake() {
    woken = true;
    run();
  }

  @Override
  public void whenReady(Runnable wake) {
    task.set(wake);
    if (woken) {
      run();
    }
  }

  private void run() {
    Runnable waiting = task.getAndSet(null);
    if (waiting != null) {
      waiting.run();
    }
  }

  @Override
  public @Nullable Permit take() {
    return state.compareAndSet(State.GRANTED, State.GONE) ? Permit.NONE : null;
  }

  @Override
  public void leave() {
    if (state.compareAndSet(State.WAITING, State.GONE)) {
      recovery.left(this);
    }
    // A granted permit that is not used is lost; the next one comes soon.
  }
}
