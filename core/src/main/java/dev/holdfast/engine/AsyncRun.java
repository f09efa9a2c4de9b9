/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.engine.pipeline.PipelineRun.Step;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retry.Outcome;
import dev.holdfast.thread.OffService;
import dev.holdfast.time.Scheduled;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Runs one asynchronous call. Each event is a signal. The thread that gives the first signal also
 * handles those that arrive meanwhile, one after another: so a chain of attempts that end at once
 * is a loop, not a recursion.
 */
final class AsyncRun<T> implements AsyncDriver.Running, Runnable {

  @SuppressWarnings("rawtypes") // a class literal has no type argument
  private static final AtomicIntegerFieldUpdater<AsyncRun> SIGNALS =
      AtomicIntegerFieldUpdater.newUpdater(AsyncRun.class, "signals");

  private final AsyncDriver driver;
  private final RetryEngine engine;
  private final AsyncAttempts<T> attempts;

  /** Counts pending signals. A field with an updater: an object would cost each waiting call. */
  @SuppressWarnings("unused") // by SIGNALS
  private volatile int signals;

  /** Used while handling signals only, like all fields that change without being volatile. */
  private final transient CallState state;

  /** The thread that handles signals at the moment. */
  private volatile @Nullable Thread worker;

  private volatile boolean over;
  /** Whether the next attempt follows a wait, so that the deadline may have passed. */
  private boolean waited;

  private volatile @Nullable Outcome<T> outcome;
  private volatile @Nullable Scheduled wait;

  AsyncRun(AsyncDriver driver, RetryEngine engine, AsyncAttempts<T> attempts, CallState state) {
    this.driver = driver;
    this.engine = engine;
    this.attempts = attempts;
    this.state = state;
  }

  @Override
  public void start() {
    signal();
  }

  private void signal() {
    if (SIGNALS.getAndIncrement(this) != 0) {
      return;
    }
    do {
      worker = Thread.currentThread();
      step();
      worker = null;
    } while (SIGNALS.decrementAndGet(this) != 0);
  }

  @Override
  public void cancel() {
    over = true;
    release();
    // Guards, which may be the caller's code, get their permits back between two steps, never
    // within one.
    OffService.run(this::signal);
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
        decide(ended);
      }
    } catch (Throwable failure) {
      breakOff(failure);
    }
  }

  private void approach() {
    PipelineRun run = state.run();
    boolean late = waited && attempts.deadline().expired();
    waited = false;
    if (run == null) {
      if (late) {
        over = true;
        attempts.ended(attempts.overslept(state), engine.overslept());
        return;
      }
      run = attempts.pipeline(state).enter(attempts.deadline());
      state.approach(run);
    } else {
      state.release();
    }
    Step step = Approach.next(run, attempts, state, late);
    if (step == Step.Enter.NOW) {
      begin();
    } else if (step instanceof Step.Pause pause) {
      pause(pause.nanos());
    } else if (step instanceof Step.Queue queue) {
      queue(queue);
    } else if (step instanceof Step.Refuse refuse) {
      refuse(refuse.refusal());
    }
  }

  private void refuse(Refusal refusal) {
    state.refused();
    Decision.Stop stop = engine.refused(refusal);
    finish(attempts.refused(refusal, state), stop);
  }

  private void queue(Step.Queue queue) {
    AtomicBoolean woken = new AtomicBoolean();
    Scheduled limit = driver.time().schedule(queue.nanos(), () -> {
      if (woken.compareAndSet(false, true)) {
        goOn();
      }
    });
    hold(limit);
    waited = true;
    queue.ticket().whenReady(() -> {
      if (woken.compareAndSet(false, true)) {
        limit.cancel();
        goOn();
      }
    });
  }

  private void begin() {
    state.begin(BlockingDriver.begins(attempts, state));
    CompletionStage<Outcome<T>> attempt = attempts.attempt(state);
    attempt.whenComplete((result, failure) -> {
      if (failure != null) {
        OffService.run(() -> breakOff(failure));
      } else {
        outcome = result;
        goOn();
      }
    });
  }

  private void decide(Outcome<T> ended) {
    state.end(attempts.attemptEndNanos(state));
    Verdict verdict = attempts.judge(ended, state);
    PipelineRun run = state.run();
    if (run != null) {
      run.close(attempts.ending(ended, verdict));
    }
    Decision decision = engine.decide(state, verdict, ended, attempts.deadline());
    if (decision instanceof Decision.Success || decision instanceof Decision.Stop) {
      finish(ended, decision);
      return;
    }
    outcome = null;
    attempts.decided(ended, decision, state);
    state.leave();
    if (decision instanceof Decision.Retry retry && retry.delayNanos() > 0) {
      pause(retry.delayNanos());
    } else {
      signal();
    }
  }

  private void finish(Outcome<T> ended, Decision decision) {
    outcome = null;
    attempts.decided(ended, decision, state);
    state.leave();
    over = true;
    try {
      attempts.ended(ended, decision);
    } catch (Throwable failure) {
      // The call must end in any case, even when memory is short.
      attempts.broken(failure);
    }
  }

  private void pause(long nanos) {
    waited = true;
    hold(driver.time().sleepAsync(nanos, this));
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
    PipelineRun run = state.run();
    if (run != null) {
      state.leave();
      run.abandon();
    }
  }

  /** Called when a wait is over. */
  @Override
  public void run() {
    goOn();
  }

  /**
   * Continues at once on the thread that handles signals; from a timer or an I/O thread by way of
   * the executor.
   */
  private void goOn() {
    if (worker == Thread.currentThread()) {
      signal();
      return;
    }
    try {
      driver.executor().execute(this::signal);
    } catch (Throwable rejected) {
      // Errors are caught too: an executor that cannot start a thread throws one.
      OffService.run(() -> breakOff(rejected));
    }
  }

  private void breakOff(Throwable failure) {
    if (!over) {
      over = true;
      try {
        tellUndecided(failure);
        signal();
      } finally {
        attempts.broken(failure);
      }
    }
  }

  /** Must come before the permits go back, since the attempt's times are kept with them. */
  private void tellUndecided(Throwable failure) {
    Outcome<T> met = outcome;
    if (met == null || state.run() == null) {
      return;
    }
    try {
      state.end(attempts.attemptEndNanos(state));
      attempts.undecided(met, failure, state);
    } catch (Throwable more) {
      failure.addSuppressed(more);
    }
  }
}
