/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.guard.Entry;
import dev.holdfast.guard.Entry.Step;
import dev.holdfast.guard.Pipeline;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call under way. Whatever happens to it is a signal; signals are worked off one
 * after another by whoever gave the first, so that a chain of attempts that end at once is a loop
 * and not a recursion. The number it is counts the signals not yet worked off; it is a number, and
 * a task, rather than holding one of each, since a hundred thousand may be waiting at a time.
 */
final class AsyncRun<T> extends AtomicInteger implements AsyncDriver.Running, Runnable {

  private static final long serialVersionUID = 1;

  private final transient RetryEngine engine;
  private final transient AsyncAttempts<T> attempts;
  private final transient CallState state;
  private final transient Deadline deadline;
  private final transient TimeSource time;
  private final transient Executor executor;

  /** Whoever works the signals off at the moment. */
  private transient volatile @Nullable Thread worker;

  private volatile boolean over;
  private transient volatile @Nullable Outcome<T> outcome;
  private transient volatile @Nullable Scheduled wait;
  /** The attempt on its way through the policies, or under way. Signals only. */
  private transient @Nullable Entry entry;

  private long begunNanos;

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
    if (getAndIncrement() != 0) {
      return;
    }
    do {
      worker = Thread.currentThread();
      step();
      worker = null;
    } while (decrementAndGet() != 0);
  }

  @Override
  public void cancel() {
    over = true;
    release();
    // Permits go back between two steps, never in the middle of one.
    signal();
  }

  private void step() {
    if (over) {
      giveBack();
      return;
    }
    try {
      Outcome<T> ended = outcome;
      if (ended == null) {
        approach();
      } else {
        outcome = null;
        decide(ended);
      }
    } catch (Throwable failure) {
      breakOff(failure);
    }
  }

  private void approach() {
    Entry open = entry;
    if (open == null) {
      Pipeline pipeline = attempts.pipeline(state);
      state.beginAttempt(pipeline.budget());
      open = pipeline.enter(deadline);
      entry = open;
    } else {
      state.held(time.nanoTime() - begunNanos);
    }
    begunNanos = time.nanoTime();
    Step step = open.next();
    if (step == Step.Enter.NOW) {
      begin();
    } else if (step instanceof Step.Pause pause) {
      attempts.held(pause.nanos(), pause.why().get(), state);
      pause(pause.nanos());
    } else if (step instanceof Step.Queue queue) {
      attempts.held(queue.nanos(), queue.why().get(), state);
      queue(queue);
    } else if (step instanceof Step.Refuse refuse) {
      Decision.Stop stop = engine.refused(refuse.refusal());
      finish(attempts.refused(refuse.refusal(), state), stop);
    }
  }

  private void queue(Step.Queue queue) {
    AtomicBoolean woken = new AtomicBoolean();
    Scheduled limit = time.schedule(queue.nanos(), () -> {
      if (woken.compareAndSet(false, true)) {
        goOn();
      }
    });
    hold(limit);
    queue.ticket().whenReady(() -> {
      if (woken.compareAndSet(false, true)) {
        limit.cancel();
        goOn();
      }
    });
  }

  private void begin() {
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
    Verdict verdict = attempts.judge(ended, state);
    Entry open = entry;
    entry = null;
    if (open != null) {
      open.close(attempts.ending(ended, verdict), time.nanoTime() - begunNanos);
    }
    Decision decision = engine.decide(state, verdict, ended, deadline);
    if (decision instanceof Decision.Success || decision instanceof Decision.Stop) {
      finish(ended, decision);
      return;
    }
    attempts.decided(ended, decision, state);
    if (decision instanceof Decision.Retry retry && retry.delayNanos() > 0) {
      pause(retry.delayNanos());
    } else {
      signal();
    }
  }

  private void finish(Outcome<T> ended, Decision decision) {
    attempts.decided(ended, decision, state);
    over = true;
    attempts.ended(ended, decision);
  }

  private void pause(long nanos) {
    hold(time.sleepAsync(nanos, this));
  }

  private void hold(Scheduled pending) {
    wait = pending;
    if (over) {
      pending.cancel();
    }
  }

  private void release() {
    Scheduled pending = wait;
    if (pending != null) {
      pending.cancel();
    }
  }

  private void giveBack() {
    Entry open = entry;
    entry = null;
    if (open != null) {
      open.abandon();
    }
  }

  /** A wait is over. */
  @Override
  public void run() {
    goOn();
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
      signal();
      attempts.broken(failure);
    }
  }
}
