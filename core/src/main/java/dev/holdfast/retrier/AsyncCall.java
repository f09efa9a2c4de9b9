/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.guard.Pipeline;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retry.AsyncAttempts;
import dev.holdfast.retry.AsyncDriver;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.RetryEngine;
import dev.holdfast.retry.Verdict;
import dev.holdfast.time.Scheduled;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An asynchronous call: it is the future that the caller holds. */
final class AsyncCall<T> extends CompletableFuture<T> implements AsyncAttempts<T> {

  private static final Scheduled NOTHING = () -> {};

  private final Options options;
  private final Supplier<? extends CompletionStage<T>> action;
  private final RetriedCall<T> call;
  private volatile boolean over;

  private AsyncDriver.@Nullable Running running;
  private volatile @Nullable CompletionStage<T> stage;
  private volatile Scheduled deadline = NOTHING;
  private volatile Scheduled watch = NOTHING;

  AsyncCall(Options options, Supplier<? extends CompletionStage<T>> action, RetriedCall<T> call) {
    this.options = options;
    this.action = action;
    this.call = call;
  }

  AsyncCall<T> start(RetryEngine engine) {
    AsyncDriver driver = new AsyncDriver(options.time(), options.executor());
    AsyncDriver.Running run = driver.prepare(engine, this, call.state(), call.deadline());
    running = run;
    if (options.token() != null) {
      watch = options.token().onCancel(() -> cancel(true));
    }
    run.start();
    return this;
  }

  @Override
  public CompletionStage<Outcome<T>> attempt(CallState state) {
    if (!told(() -> call.beginAttempt(state.attempts()))) {
      return new CompletableFuture<>();
    }
    CompletableFuture<Outcome<T>> attempt = new CompletableFuture<>();
    CompletionStage<T> begun = begin(attempt);
    if (begun != null) {
      stage = begun;
      begun.whenComplete((value, failure) -> attempt.complete(
          failure == null ? Outcome.of(value) : Outcome.failed(Causes.unwrap(failure))));
      if (!attempt.isDone()) {
        limit(attempt, begun, state.attempts());
        deadline = armDeadline();
      }
      if (over) {
        abandon(begun);
      }
    }
    return attempt;
  }

  private @Nullable CompletionStage<T> begin(CompletableFuture<Outcome<T>> attempt) {
    try {
      return Objects.requireNonNull(action.get(), "the action's stage");
    } catch (Throwable failure) {
      attempt.complete(Outcome.failed(failure));
      return null;
    }
  }

  private void limit(CompletableFuture<Outcome<T>> attempt, CompletionStage<T> begun, int number) {
    long limit = options.attemptTimeoutNanos();
    if (limit == Long.MAX_VALUE) {
      return;
    }
    Runnable strike = () -> {
      AttemptTimeoutException late = new AttemptTimeoutException(number, limit, null);
      if (attempt.complete(Outcome.failed(late))) {
        abandon(begun);
      }
    };
    Scheduled timer = options.time().schedule(limit, () -> options.executor().execute(strike));
    CompletionStage<Outcome<T>> end = attempt;
    end.whenComplete((outcome, failure) -> timer.cancel());
  }

  /** Armed during attempts only: a wait that would end after the deadline is never begun. */
  private Scheduled armDeadline() {
    long left = call.deadline().remainingNanos();
    return left == Long.MAX_VALUE ? NOTHING : options.time().schedule(left, this::strike);
  }

  private static void abandon(CompletionStage<?> begun) {
    try {
      begun.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException cannotBeCancelled) {
      // A stage that offers no future runs to its end, unheard.
    }
  }

  @Override
  public Pipeline pipeline(CallState state) {
    return options.pipeline();
  }

  @Override
  public Outcome<T> refused(Refusal refusal, CallState state) {
    return call.refused(refusal);
  }

  @Override
  public Verdict judge(Outcome<T> outcome, CallState state) {
    return call.judge(outcome);
  }

  @Override
  public void decided(Outcome<T> outcome, Decision decision, CallState state) {
    // A call that waits keeps nothing of the attempt before.
    deadline.cancel();
    deadline = NOTHING;
    stage = null;
    told(() -> call.decided(outcome, decision));
  }

  /**
   * Does that unless the call has ended: listeners hear nothing of a call after its end, which may
   * come from a timer. The monitor is the future's own, since a lock would outweigh the call.
   */
  private synchronized boolean told(Runnable telling) {
    if (over) {
      return false;
    }
    telling.run();
    return true;
  }

  @Override
  public void ended(Outcome<T> outcome, Decision decision) {
    finish(() -> call.end(outcome, decision));
  }

  @Override
  public void broken(Throwable failure) {
    finish(() -> Outcome.failed(failure));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      stop();
    }
    return cancelled;
  }

  /** The timer's thread must not run the caller's code. */
  private void strike() {
    options.executor().execute(() -> {
      if (!isDone()) {
        finish(call::endAtDeadline);
        stop();
      }
    });
  }

  private void stop() {
    over = true;
    release();
    if (running != null) {
      running.cancel();
    }
    CompletionStage<T> begun = stage;
    if (begun != null) {
      abandon(begun);
    }
  }

  private void finish(Supplier<Outcome<T>> end) {
    Outcome<T> outcome;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      release();
      outcome = end.get();
    }
    if (outcome instanceof Outcome.Failure<T> failure) {
      completeExceptionally(failure.error());
    } else {
      complete(((Outcome.Value<T>) outcome).value());
    }
  }

  private void release() {
    deadline.cancel();
    watch.cancel();
  }
}
