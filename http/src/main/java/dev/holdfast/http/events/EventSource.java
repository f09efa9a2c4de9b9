/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import dev.holdfast.time.Scheduled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The parts of a session that an event stream uses. */
public interface EventSource {

  /**
   * A connection that delivers events.
   *
   * @param body fails with a {@code TransportException}
   * @param close closes the connection
   */
  record Opened(Flow.Publisher<ByteBuffer> body, Runnable close) {}

  /**
   * Makes the call of the next connection. The future is empty if the server ends the stream (204).
   * It fails with the exception that ends the stream, or that is passed to {@link #again}.
   *
   * @param lastEventId empty if there is none
   */
  CompletableFuture<Optional<Opened>> open(String lastEventId);

  /**
   * Returns the wait before the next connection, in nanoseconds; empty if there is none and the
   * stream is complete.
   *
   * @param cause why the connection ended; null if the server has ended it orderly
   * @param retry the wait that the server asks for
   * @param progress whether the connection has delivered an event
   * @throws RuntimeException the exception that ends the stream
   */
  Optional<Long> again(@Nullable Throwable cause, Optional<Duration> retry, boolean progress);

  /**
   * Runs the task when the session is closed, or at once if it is closed already. The task gets the
   * exception that ends the stream.
   *
   * @return removes the task
   */
  Runnable onClose(Consumer<RuntimeException> task);

  /** Runs the task later, on any thread. */
  Scheduled later(long nanos, Runnable task);

  /** Returns the executor for the steps of the stream and for its subscriber. */
  Executor executor();
}
