/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.concurrent.CompletionStage;

/** One attempt that is running. */
public interface AsyncExchange {

  /**
   * Returns the head of the response, or fails with a {@link TransportException} and never anything
   * else. Completes exactly once, on a thread of the transport: dependent stages must not block it.
   */
  CompletionStage<AsyncTransportResponse> response();

  /**
   * Ends the attempt in any phase: {@link #response()}, or the body's subscriber, fails with
   * {@link FailureKind#CANCELLED}, and the connection or stream is closed. Does not block; does
   * nothing when the attempt has ended.
   */
  void cancel();

  /**
   * Whether the attempt waits at the moment for a resource of this side, such as a free connection
   * or the source of the body. Callable from any thread, so the answer may be slightly outdated.
   * Default: false.
   */
  default boolean waitsForUs() {
    return false;
  }
}
