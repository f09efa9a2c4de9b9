/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.progress;

import dev.holdfast.http.caller.CallersCode;
import dev.holdfast.http.listen.InterimListener;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.thread.ServiceThread;
import java.util.concurrent.Executor;

/**
 * Wrappers of transports for one call, which report interim responses. They own nothing and are
 * never closed.
 */
public final class InterimTransports {

  private InterimTransports() {}

  /** An attempt's listener that also notifies the user's, never on a thread that does I/O. */
  private record Told(
      AttemptListener attempt, InterimListener user, Executor executor, CallersCode failures)
      implements AttemptListener {

    @Override
    public void begin(Phase phase) {
      attempt.begin(phase);
    }

    @Override
    public void connected(boolean reused, String remote) {
      attempt.connected(reused, remote);
    }

    @Override
    public void carriedBy(ConnectionInfo connection) {
      attempt.carriedBy(connection);
    }

    @Override
    public void interim(int status, Headers headers) {
      if (ServiceThread.isCurrent()) {
        executor.execute(() -> tell(status, headers));
      } else {
        tell(status, headers);
      }
    }

    private void tell(int status, Headers headers) {
      try {
        user.interim(status, headers);
      } catch (Throwable e) {
        failures.failed("an InterimListener", e);
      }
    }
  }

  /**
   * Wraps a transport for a blocking call. The executor is for a call that another thread serves.
   */
  public static Transport blocking(
      Transport transport, InterimListener user, Executor executor, CallersCode failures) {
    return new Transport() {
      @Override
      public TransportResponse send(
          TransportRequest request, AttemptLimits limits, AttemptListener listener)
          throws TransportException {
        return transport.send(request, limits, new Told(listener, user, executor, failures));
      }

      @Override
      public Capabilities capabilities() {
        return transport.capabilities();
      }

      @Override
      public void close() {}
    };
  }

  /** Wraps a transport for an asynchronous call. */
  public static AsyncTransport asynchronous(
      AsyncTransport transport, InterimListener user, Executor executor, CallersCode failures) {
    return new AsyncTransport() {
      @Override
      public AsyncExchange send(
          TransportRequest request, AttemptLimits limits, AttemptListener listener) {
        return transport.send(request, limits, new Told(listener, user, executor, failures));
      }

      @Override
      public Capabilities capabilities() {
        return transport.capabilities();
      }

      @Override
      public void close() {}
    };
  }
}
