/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.concurrent.StageFailures;
import dev.holdfast.thread.ServiceThread;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a call until its response meets a condition. Each call is retried as usual; one deadline
 * bounds them all. A {@code Retry-After} makes a wait longer, never shorter. Immutable: every
 * setter returns another poll.
 *
 * @param <A> type of a response
 */
public final class Poll<A> {

  private static final long DEFAULT_EVERY_NANOS = 1_000_000_000;

  private final PollCalls<A> calls;
  private final long everyNanos;
  private final long deadlineNanos;

  private Poll(PollCalls<A> calls, long everyNanos, long deadlineNanos) {
    this.calls = calls;
    this.everyNanos = everyNanos;
    this.deadlineNanos = deadlineNanos;
  }

  /** Creates a poll with the defaults. */
  public static <A> Poll<A> of(PollCalls<A> calls) {
    return new Poll<>(
        Objects.requireNonNull(calls, "calls"), DEFAULT_EVERY_NANOS, calls.deadlineNanos());
  }

  /**
   * Sets the wait between the end of a call and the beginning of the next (default 1 s).
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public Poll<A> every(Duration wait) {
    return new Poll<>(calls, Nanos.of(Nanos.requirePositive("every", wait)), deadlineNanos);
  }

  /**
   * Limits the time of the whole poll (default: the deadline of the repeated call).
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public Poll<A> deadline(Duration deadline) {
    return new Poll<>(calls, everyNanos, Nanos.of(Nanos.requirePositive("deadline", deadline)));
  }

  /**
   * Calls until the condition holds, and returns the response for which it does. An error status
   * ends the poll: that response is returned, and the condition is not tested.
   *
   * @throws RuntimeException of a call that failed; a {@code DeadlineExceededException} with the
   *     last response if the next call would come too late
   */
  public A until(Predicate<A> done) {
    Objects.requireNonNull(done, "done");
    ServiceThread.refuse("a poll");
    Deadline deadline = Deadline.afterNanos(deadlineNanos, calls.time());
    for (int made = 1; ; made++) {
      A response = calls.call(deadline);
      if (!calls.ok(response) || done.test(response)) {
        return response;
      }
      try {
        calls.time().sleep(waitNanos(response, deadline, made));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw calls.interrupted(e);
      }
    }
  }

  /** Returns the wait before the next call, which has to end before the deadline. */
  private long waitNanos(A response, Deadline deadline, int made) {
    long wait = calls
        .asked(response)
        .map(asked -> Math.max(everyNanos, Nanos.of(asked)))
        .orElse(everyNanos);
    if (wait >= deadline.remainingNanos()) {
      throw calls.late(response, Duration.ofNanos(deadlineNanos), made);
    }
    return wait;
  }

  /**
   * Polls as {@link #until} does, without holding a thread. Cancelling the future ends the call, or
   * the wait. The condition runs where the calls complete.
   */
  public CompletableFuture<A> untilAsync(Predicate<A> done) {
    return new Run(Objects.requireNonNull(done, "done")).start();
  }

  /** One run that holds no thread. */
  private final class Run {

    private final Predicate<A> done;
    private final Deadline deadline = Deadline.afterNanos(deadlineNanos, calls.time());
    private final Executor executor = calls.executor();
    private final CompletableFuture<A> result = new CompletableFuture<>();
    private volatile Runnable cancel = () -> {};
    private int made;

    Run(Predicate<A> done) {
      this.done = done;
    }

    CompletableFuture<A> start() {
      CompletionStage<A> end = result;
      end.whenComplete((response, failure) -> cancel.run());
      next();
      return result;
    }

    private void next() {
      made++;
      CompletableFuture<A> call = calls.begin(deadline);
      pending(() -> call.cancel(true));
      CompletionStage<A> end = call;
      end.whenComplete(this::answered);
    }

    private void pending(Runnable undo) {
      cancel = undo;
      if (result.isDone()) {
        undo.run();
      }
    }

    private void answered(@Nullable A response, @Nullable Throwable failure) {
      if (response == null) {
        result.completeExceptionally(
            failure == null
                ? new IllegalStateException("no response")
                : StageFailures.unwrapped(failure));
        return;
      }
      try {
        if (!calls.ok(response) || done.test(response)) {
          result.complete(response);
          return;
        }
        Scheduled wait = calls
            .time()
            .sleepAsync(waitNanos(response, deadline, made), () -> executor.execute(this::next));
        pending(wait::cancel);
      } catch (RuntimeException | Error thrown) {
        result.completeExceptionally(thrown);
      }
    }
  }
}
