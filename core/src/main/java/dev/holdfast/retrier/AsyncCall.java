/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.AsyncAttempts;
import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An asynchronous call. It is the future that the caller holds. */
final class AsyncCall<T> extends CompletableFuture<T> implements AsyncAttempts<T> {

  private final Supplier<? extends CompletionStage<T>> action;
  private final RetriedCall<T> call;
  private final AsyncDriver.Running running;
  /** The running attempt; none during a wait. */
  private volatile @Nullable PendingAttempt<T> attempt;

  private volatile boolean over;

  AsyncCall(Supplier<? extends CompletionStage<T>> action, RetriedCall<T> call) {
    this.action = action;
    this.call = call;
    this.running = call.driver().prepare(call.engine(), this, call.state());
  }

  AsyncCall<T> start() {
    CancelToken token = call.options().token();
    if (token != null) {
      Scheduled watch = token.onCancel(() -> cancel(true));
      CompletionStage<T> end = this;
      end.whenComplete((value, failure) -> watch.cancel());
    }
    running.start();
    return this;
  }

  @Override
  public CompletionStage<Outcome<T>> attempt(CallState state) {
    if (!told(call::beginAttempt)) {
      return new CompletableFuture<>();
    }
    PendingAttempt<T> begun;
    try {
      begun = call.options().pipeline().timing().hedges()
          ? new HedgedPair<>(call, this::begin, this::hedged).start()
          : begin();
    } catch (Throwable failure) {
      return CompletableFuture.completedStage(Outcome.failed(failure));
    }
    attempt = begun;
    if (over) {
      begun.abandon();
    }
    return begun.outcome();
  }

  private void hedged(String words) {
    told(() -> call.hedged(words));
  }

  private AsyncAttempt<T> begin() {
    AsyncAttempt<T> begun =
        new AsyncAttempt<>(call, Objects.requireNonNull(action.get(), "the action's stage"));
    begun.limit(this::atDeadline);
    return begun;
  }

  @Override
  public Pipeline pipeline(CallState state) {
    return call.options().pipeline();
  }

  @Override
  public Deadline deadline() {
    return call.deadline();
  }

  @Override
  public Outcome<T> refused(Refusal refusal, CallState state) {
    return call.refused(refusal);
  }

  @Override
  public long attemptBeginNanos(CallState state) {
    return call.nextBeginNanos();
  }

  @Override
  public Outcome<T> overslept(CallState state) {
    return call.lastOutcome();
  }

  @Override
  public Verdict judge(Outcome<T> outcome, CallState state) {
    PendingAttempt<T> ended = attempt;
    return ended == null ? call.judge(outcome) : call.judged(() -> ended.verdict(outcome));
  }

  @Override
  public void undecided(Outcome<T> outcome, Throwable broken, CallState state) {
    decided(outcome, call.brokenOff(broken), state);
  }

  @Override
  public void decided(Outcome<T> outcome, Decision decision, CallState state) {
    release();
    PendingAttempt<T> ended = attempt;
    String hedge = ended == null ? null : ended.words();
    // A waiting call holds no reference to the previous attempt.
    attempt = null;
    told(() -> call.decided(outcome, decision, hedge));
  }

  /**
   * Runs the task unless the call has ended: listeners are not called after the end, which may come
   * from a timer. Uses the future's monitor, since a lock object would cost each call more memory.
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
    finish(() -> call.end(outcome, decision, false));
  }

  @Override
  public void broken(Throwable failure) {
    finish(() -> call.endBroken(failure));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return stoppedIf(super.cancel(mayInterruptIfRunning));
  }

  /** A completion from outside, as by {@link #completeOnTimeout}, also stops the call. */
  @Override
  public boolean complete(T value) {
    return stoppedIf(super.complete(value));
  }

  /** As {@link #complete}; {@link #orTimeout} completes this way. */
  @Override
  public boolean completeExceptionally(Throwable failure) {
    return stoppedIf(super.completeExceptionally(failure));
  }

  private boolean stoppedIf(boolean ended) {
    if (ended) {
      stop();
    }
    return ended;
  }

  private void atDeadline() {
    call.handOver(() -> {
      if (!isDone()) {
        finish(() -> call.endAtDeadline(attempt != null));
        stop();
      }
    });
  }

  private void stop() {
    over = true;
    running.cancel();
    PendingAttempt<T> begun = attempt;
    if (begun != null) {
      begun.abandon();
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
      outcome = madeBy(end);
    }
    if (outcome instanceof Outcome.Failure<T> failure) {
      super.completeExceptionally(failure.error());
    } else {
      super.complete(((Outcome.Value<T>) outcome).value());
    }
  }

  private static <T> Outcome<T> madeBy(Supplier<Outcome<T>> end) {
    try {
      return end.get();
    } catch (Throwable failure) {
      return Outcome.failed(failure);
    }
  }

  private void release() {
    PendingAttempt<T> begun = attempt;
    if (begun != null) {
      begun.release();
    }
  }
}
