/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What a batch makes its calls with. For those who give batches to others, as {@code Session.all}
 * does.
 *
 * @param <Q> type of a request
 * @param <A> type of a response
 */
public interface BatchCalls<Q, A> {

  /** The clock. */
  TimeSource time();

  /**
   * Runs the code of the caller in a batch that holds no thread. Asked for when the batch begins,
   * on the caller's thread.
   */
  Executor executor();

  /** Where the request goes to: requests to one place share a limit. */
  String place(Q request);

  /** Begins a call, which ends before that deadline. */
  CompletableFuture<A> begin(Q request, Deadline deadline);

  /** Whether the response is a success. */
  boolean ok(A response);

  /**
   * How long to wait before the same request is tried again, if it was refused by a limit of this
   * side and nothing was sent; empty if the failure is the call's result. Zero: as soon as another
   * call to that place has ended.
   */
  Optional<Duration> refused(Throwable failure);

  /**
   * The failure of a request that the end of the batch has met.
   *
   * @param late whether the batch has ended because of its deadline
   * @param sent whether the call was in flight; if not, its turn had not come
   */
  Throwable ended(Q request, boolean late, boolean sent);
}
