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
 * The calls of a poll, and their rules. For code that offers polls, as {@code Session.poll} does.
 *
 * @param <A> type of a response
 */
public interface PollCalls<A> {

  /** Returns the clock. */
  TimeSource time();

  /**
   * Returns the executor that begins calls after a wait. Called when a poll begins, on the caller's
   * thread.
   */
  Executor executor();

  /**
   * Returns the time limit of the whole poll, in nanoseconds, if it sets no deadline of its own.
   */
  long deadlineNanos();

  /** Makes a call, which ends before that deadline. */
  A call(Deadline deadline);

  /** Begins a call, which ends before that deadline. */
  CompletableFuture<A> begin(Deadline deadline);

  /** Whether the response is not an error. An error ends the poll. */
  boolean ok(A response);

  /** Returns the wait that the server asks for. */
  Optional<Duration> asked(A response);

  /** Returns the failure of a poll whose next call would come after its deadline. */
  RuntimeException late(A response, Duration deadline, int calls);

  /** Returns the failure of a poll whose thread was interrupted. */
  RuntimeException interrupted(InterruptedException cause);
}
