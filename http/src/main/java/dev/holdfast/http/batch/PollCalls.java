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
 * What a poll makes its calls with. For those who give polls to others, as {@code Session.poll}
 * does.
 *
 * @param <A> type of a response
 */
public interface PollCalls<A> {

  /** The clock. */
  TimeSource time();

  /** Begins calls that follow a wait. Asked for when a poll begins, on the caller's thread. */
  Executor executor();

  /** How long the whole poll may take, in nanoseconds, if it sets no deadline of its own. */
  long deadlineNanos();

  /** Makes a call, which ends before that deadline. */
  A call(Deadline deadline);

  /** Begins a call, which ends before that deadline. */
  CompletableFuture<A> begin(Deadline deadline);

  /** Whether the response is no error: an error ends the poll. */
  boolean ok(A response);

  /** How long the server asks to wait. */
  Optional<Duration> asked(A response);

  /** The failure of a poll whose next call would come after its deadline. */
  RuntimeException late(A response, Duration deadline, int calls);

  /** The failure of a poll whose thread was interrupted. */
  RuntimeException interrupted(InterruptedException cause);
}
