/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.thread.DaemonThreads;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Carries one attempt without holding a thread: the asynchronous form of {@link Transport}, with
 * the same rules. Thread-safe.
 */
public interface AsyncTransport extends AutoCloseable {

  /**
   * Begins an attempt and returns at once. The limits hold in every phase, the body included.
   *
   * @param listener called on threads of the transport, one event at a time
   */
  AsyncExchange send(TransportRequest request, AttemptLimits limits, AttemptListener listener);

  /** Returns what this transport can enforce and prove. */
  Capabilities capabilities();

  /** Ends exchanges in flight with {@link FailureKind#CANCELLED}. Idempotent; does not block. */
  @Override
  void close();

  /**
   * Wraps a blocking transport. Uses its own daemon threads, one for each running attempt, which
   * end when they are idle. Closing it closes that transport.
   */
  static AsyncTransport overThreads(Transport transport) {
    Objects.requireNonNull(transport, "transport");
    ExecutorService threads =
        Executors.newCachedThreadPool(DaemonThreads.named("holdfast-attempt"));
    return new ThreadedTransport(transport, threads, threads::shutdown);
  }

  /**
   * Wraps a blocking transport as {@link #overThreads(Transport)} does, on that executor. With
   * {@code Runnable::run} every attempt has ended when {@link #send} returns: for tests.
   */
  static AsyncTransport overThreads(Transport transport, Executor executor) {
    return new ThreadedTransport(
        Objects.requireNonNull(transport, "transport"),
        Objects.requireNonNull(executor, "executor"),
        () -> {});
  }
}
