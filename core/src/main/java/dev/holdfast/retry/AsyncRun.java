/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call under way. Whatever happens to it is a signal; signals are worked off one
 * after another by whoever gave the first, so that a chain of attempts that end at once is a loop
 * and not a recursion.
 */
final class AsyncRun<T> implements AsyncDriver.Running {

  private final RetryEngine engine;
  private final AsyncAttempts<T> attempts;
  private final CallState state;
  private final Deadline deadline;
  private final TimeSource time;
  private final Executor executor;

  private final AtomicInteger signals = new AtomicInteger();
  /** Whoever works the signals off at the moment. */
  private volatile @Nullable Thread worker;

  private volatile boolean over;
  private volatile @Nullable Outcome<T> outcome;
  private volatile @Nullable Scheduled wait;

  AsyncRun(
      RetryEngine engine,
      AsyncAttempts<T> attempts,
      CallState state,
      Deadline deadline,
      TimeSource time,
      Executor executor) {
    this.engine = engine;
    this.attempts = attempts;
    this.state = state;
    this.deadline = deadline;
    this.time = time;
    this.executor = executor;
  }

  @Override
  public void start() {
    signal();
  }

  private void signal() {
    if (signals.getAndIncrement() != 0) {
      return;
    }
    do {
      worker = Thread.currentThread();
      step();
      worker = null;
    } while (signals.decrementAndGet() != 0);
  }

  @Override
  public void cancel() {
    over = true;
    Scheduled pending = wait;
    if (pending != null) {
      pending.cancel();
    }
  }

  private void step() {
    if (over) {
      return;
    }
    try {
      Outcome<T> ended = outcome;
      if (ended == null) {
        begin();
      } else {
        outcome = null;
        decide(ended);
      }
    } catch (Throwable failure) {
      breakOff(failure);
    }
  }

  private void begin() {
    state.beginAttempt();
    CompletionStage<Outcome<T>> attempt = attempts.attempt(state);
    attempt.whenComplete((result, failure) -> {
      if (failure != null) {
        breakOff(failure);
      } else {
        outcome = result;
        goOn();
      }
    });
  }

  private void decide(Outcome<T> ended) {
    Decision decision = engine.decide(state, attempts.judge(ended, state), ended, deadline);
    attempts.decided(ended, decision, state);
    if (decision instanceof Decision.Retry retry && retry.delayNanos() > 0) {
      pause(retry.delayNanos());
    } else if (decision instanceof Decision.Retry || decision instanceof Decision.Follow) {
      signal();
    } else {
      over = true;
      attempts.ended(ended, decision);
    }
  }

  private void pause(long nanos) {
    Scheduled pending = time.sleepAsync(nanos, this::goOn);
    wait = pending;
    if (over) {
      pending.cancel();
    }
  }

  /** From our own loop at once; from a timer or an I/O thread by way of the executor. */
  private void goOn() {
    if (worker == Thread.currentThread()) {
      signal();
      return;
    }
    try {
      executor.execute(this::signal);
    } catch (RuntimeException rejected) {
      breakOff(rejected);
    }
  }

  private void breakOff(Throwable failure) {
    if (!over) {
      over = true;
      attempts.broken(failure);
    }
  }
}
