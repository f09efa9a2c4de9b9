/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.concurrent.Executor;

/** A blocking transport, run on threads. */
final class ThreadedTransport implements AsyncTransport {

  private final Transport transport;
  private final Executor executor;
  private final Runnable whenClosed;

  ThreadedTransport(Transport transport, Executor executor, Runnable whenClosed) {
    this.transport = transport;
    this.executor = executor;
    this.whenClosed = whenClosed;
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    ThreadedExchange exchange = new ThreadedExchange(executor);
    exchange.start(() -> transport.send(request, limits, listener));
    return exchange;
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public void close() {
    transport.close();
    whenClosed.run();
  }
}
