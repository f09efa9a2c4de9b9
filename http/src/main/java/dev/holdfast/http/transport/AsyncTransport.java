/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * Carries one attempt without holding a thread: the asynchronous sister of {@link Transport}, under
 * the same rules. Safe for use by many threads.
 */
public interface AsyncTransport extends AutoCloseable {

  /**
   * Begins an attempt and returns at once. The limits hold in every phase, the body included.
   *
   * @param listener told on the threads of the transport, one event at a time
   */
  AsyncExchange send(TransportRequest request, AttemptLimits limits, AttemptListener listener);

  /** What this transport can enforce and prove. */
  Capabilities capabilities();

  /** Ends exchanges in flight with {@link Category#CANCELLED}. Idempotent; does not block. */
  @Override
  void close();
}
