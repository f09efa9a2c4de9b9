/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.hedge.RunningAttempt;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Scheduled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One running attempt of an asynchronous call: its stage, and the timers that limit it. */
final class AsyncAttempt<T> implements PendingAttempt<T>, RunningAttempt<T> {

  private static final Scheduled NOTHING = () -> {};

  private final RetriedCall<T> call;
  private final CompletionStage<T> stage;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private volatile Scheduled timeout = NOTHING;
  private volatile Scheduled deadline = NOTHING;

  AsyncAttempt(RetriedCall<T> call, CompletionStage<T> stage) {
    this.call = call;
    this.stage = stage;
    stage.whenComplete((value, failure) -> outcome.complete(
        failure == null ? Outcome.of(value) : Outcome.failed(Causes.unwrap(failure))));
  }

  @Override
  public CompletionStage<Outcome<T>> outcome() {
    return outcome;
  }

  @Override
  public Verdict verdict(Outcome<T> ended) {
    return call.options().condition().judge(ended);
  }

  /**
   * Sets the timers, unless the attempt has ended already. The deadline needs a timer during
   * attempts only: a wait that would end after it never begins.
   *
   * @param atDeadline runs on a timer's thread
   */
  void limit(Runnable atDeadline) {
    if (outcome.isDone()) {
      return;
    }
    long limit = call.options().attemptLimitNanos();
    if (limit != Long.MAX_VALUE) {
      int number = call.attempts();
      timeout = schedule(limit, () -> call.handOver(() -> timeOut(number, limit)));
    }
    long left = call.deadline().remainingNanos();
    if (left != Long.MAX_VALUE) {
      deadline = schedule(left, atDeadline);
    }
    if (outcome.isDone()) {
      release();
    }
  }

  private Scheduled schedule(long nanos, Runnable task) {
    return call.options().time().schedule(nanos, task);
  }

  private void timeOut(int number, long limit) {
    if (outcome.complete(Outcome.failed(new AttemptTimeoutException(number, limit, null)))) {
      abandon();
    }
  }

  @Override
  public void release() {
    timeout.cancel();
    deadline.cancel();
  }

  @Override
  public void cancel() {
    abandon();
  }

  @Override
  public void abandon() {
    release();
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException cannotBeCancelled) {
      // A stage without a future cannot be cancelled; its result is ignored.
    }
  }
}
