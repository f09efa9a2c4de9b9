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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An asynchronous call: it is the future that the caller holds. */
final class AsyncCall<T> extends CompletableFuture<T> implements AsyncAttempts<T> {

  private static final Scheduled NOTHING = () -> {};

  private final Options options;
  private final Supplier<? extends CompletionStage<T>> action;
  private final RetriedCall<T> call;
  private final AtomicBoolean over = new AtomicBoolean();
  /** So that listeners hear nothing of a call after its end, which may come from a timer. */
  private final ReentrantLock lock = new ReentrantLock();

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
    if (options.deadlineNanos() != Long.MAX_VALUE) {
      deadline = options.time().schedule(options.deadlineNanos(), this::strike);
    }
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
      Scheduled timer = limit(attempt, begun, state.attempts());
      begun.whenComplete((value, failure) -> {
        timer.cancel();
        attempt.complete(
            failure == null ? Outcome.of(value) : Outcome.failed(Causes.unwrap(failure)));
      });
      if (over.get()) {
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

  private Scheduled limit(
      CompletableFuture<Outcome<T>> attempt, CompletionStage<T> begun, int number) {
    long limit = options.attemptTimeoutNanos();
    if (limit == Long.MAX_VALUE) {
      return NOTHING;
    }
    Runnable strike = () -> {
      AttemptTimeoutException late = new AttemptTimeoutException(number, limit, null);
      if (attempt.complete(Outcome.failed(late))) {
        abandon(begun);
      }
    };
    return options.time().schedule(limit, () -> options.executor().execute(strike));
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
    told(() -> call.decided(outcome, decision));
  }

  /** Does that unless the call has ended. */
  private boolean told(Runnable telling) {
    lock.lock();
    try {
      boolean goesOn = !over.get();
      if (goesOn) {
        telling.run();
      }
      return goesOn;
    } finally {
      lock.unlock();
    }
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
    over.set(true);
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
    lock.lock();
    try {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      release();
      outcome = end.get();
    } finally {
      lock.unlock();
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
