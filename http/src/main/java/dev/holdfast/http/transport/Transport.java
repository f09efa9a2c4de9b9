/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.Objects;

/**
 * Carries one attempt: no retries, no redirects, no cookies, no decoding of content, no waiting
 * beyond the given limits. Thread-safe.
 */
public interface Transport extends AutoCloseable {

  /**
   * Sends a request and waits for the head of the response, at most as long as the limits allow.
   *
   * <p>An interrupt of the calling thread ends the call at once with {@link FailureKind#CANCELLED}
   * and leaves the flag set. So does {@link #close()} from another thread.
   *
   * @throws TransportException for every failure, never anything else
   */
  TransportResponse send(TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException;

  /** Returns what this transport can enforce and prove. */
  Capabilities capabilities();

  /**
   * Ends calls in flight with {@link FailureKind#CANCELLED}, closes every connection. Idempotent.
   */
  @Override
  void close();

  /** Wraps an asynchronous transport. The calling thread waits for it. */
  static Transport waitingFor(AsyncTransport transport) {
    return new WaitingTransport(Objects.requireNonNull(transport, "transport"));
  }
}
