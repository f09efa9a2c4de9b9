/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The calls of a batch, and their rules. For code that offers batches, as {@code Session.all} does.
 *
 * @param <Q> type of a request
 * @param <A> type of a response
 */
public interface BatchCalls<Q, A> {

  /** Returns the clock. */
  TimeSource time();

  /**
   * Runs the task when a batch has to end: after that time, or when no more calls can begin because
   * the session was closed.
   *
   * @param nanos {@link Long#MAX_VALUE} if the batch has no deadline
   * @param task may run twice
   */
  Scheduled scheduleOrEnd(long nanos, Runnable task);

  /**
   * Returns the executor for the caller's code in a batch that holds no thread. Called when the
   * batch begins, on the caller's thread.
   */
  Executor executor();

  /** Returns the target of the request. Requests to one place share a limit. */
  String place(Q request);

  /** Begins a call, which ends before that deadline. */
  CompletableFuture<A> begin(Q request, Deadline deadline);

  /** Whether the response is a success. */
  boolean ok(A response);

  /**
   * Returns the wait before the same request is tried again, if a limit of this side refused it and
   * nothing was sent; empty if the failure is the call's result. Zero means: as soon as another
   * call to that place has ended.
   */
  Optional<Duration> refused(Throwable failure);

  /**
   * Returns the failure of a request that had not ended when the batch did.
   *
   * @param late whether the batch has ended because of its deadline
   * @param sent whether the call was in flight; if not, it was pending
   */
  Throwable ended(Q request, boolean late, boolean sent);
}
