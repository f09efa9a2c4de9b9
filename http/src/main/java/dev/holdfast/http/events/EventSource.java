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

/** What a stream needs of its session. */
public interface EventSource {

  /**
   * A connection that brings events.
   *
   * @param body fails with a {@code TransportException}
   * @param close gives it up
   */
  record Opened(Flow.Publisher<ByteBuffer> body, Runnable close) {}

  /**
   * Makes the call of the next connection. The future is empty if the server ends the stream (204),
   * and fails with the exception that the stream ends with, or that {@link #again} is asked about.
   *
   * @param lastEventId empty if there is none
   */
  CompletableFuture<Optional<Opened>> open(String lastEventId);

  /**
   * How long to wait before the next connection, in nanoseconds; empty if there is none and the
   * stream is complete.
   *
   * @param cause why the connection ended; null if the server has ended it in good order
   * @param retry what the server asks for
   * @param progress whether it has brought an event
   * @throws RuntimeException what the stream ends with
   */
  Optional<Long> again(@Nullable Throwable cause, Optional<Duration> retry, boolean progress);

  /**
   * Runs that when the session is closed, with the exception that the stream ends with; at once if
   * it is closed already.
   *
   * @return takes it back
   */
  Runnable onClose(Consumer<RuntimeException> task);

  /** Runs that later, on any thread. */
  Scheduled later(long nanos, Runnable task);

  /** Runs the steps of the stream, and its subscriber. */
  Executor executor();
}
