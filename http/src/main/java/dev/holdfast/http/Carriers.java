/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.ahead.ReadAheadAsyncTransport;
import dev.holdfast.http.ahead.ReadAheadTransport;
import dev.holdfast.http.caller.CallersCode;
import dev.holdfast.http.listen.ProgressListener;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.progress.CountingAsyncTransport;
import dev.holdfast.http.progress.CountingTransport;
import dev.holdfast.http.progress.InterimTransports;
import dev.holdfast.http.progress.ProgressMeter;
import dev.holdfast.http.runtime.AsyncRuntime;
import dev.holdfast.http.runtime.SessionResources;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Transport;

/**
 * Selects the transport for the attempts of a request, and wraps it to report progress and interim
 * responses.
 */
record Carriers(SessionParts parts, SessionResources resources) {

  /** Returns the transport for a blocking call. */
  Transport blocking(Request request) {
    Overrides overrides = request.overrides();
    Transport carrier = plain(request);
    if (overrides.interim() != null) {
      carrier = InterimTransports.blocking(
          carrier, overrides.interim(), step -> resources.runtime().run(step), failures());
    }
    ProgressListener progress = overrides.progress();
    return progress == null ? carrier : new CountingTransport(carrier, meter(progress, request));
  }

  /** Returns the transport for a blocking call whose body the caller reads. */
  Transport blockingStream(Request request) {
    Transport carrier = blocking(request);
    int bytes = request.overrides().readAhead();
    return bytes == 0 ? carrier : new ReadAheadTransport(carrier, bytes);
  }

  /**
   * Returns the transport without wrappers. The asynchronous transport carries HTTP/2, and bodies
   * whose source may block for ever: a thread of the session waits for them, so that the deadline
   * still ends the call. A blocking transport of the caller's own still carries streams itself.
   */
  private Transport plain(Request request) {
    boolean elsewhere = request.body().mayStall()
        && (parts.transport() instanceof DefaultTransport
            || request.body().asPublisher().isPresent());
    boolean negotiates =
        request.overrides().httpVersion() != HttpVersion.HTTP_1_1 && parts.can().http2();
    return elsewhere || negotiates
        ? DefaultTransport.waitingFor(resources.runtime().transport())
        : parts.transport();
  }

  /** Returns the runtime for an asynchronous call. */
  AsyncRuntime asynchronous(Request request) {
    Overrides overrides = request.overrides();
    AsyncRuntime runtime = resources.runtime();
    if (overrides.interim() != null) {
      runtime = runtime.over(InterimTransports.asynchronous(
          runtime.transport(), overrides.interim(), runtime::run, failures()));
    }
    ProgressListener progress = overrides.progress();
    return progress == null
        ? runtime
        : runtime.over(new CountingAsyncTransport(
            runtime.transport(), meter(progress, request), runtime::run));
  }

  /** Returns the runtime for an asynchronous call whose body the caller reads. */
  AsyncRuntime asynchronousStream(Request request) {
    AsyncRuntime runtime = asynchronous(request);
    int bytes = request.overrides().readAhead();
    return bytes == 0
        ? runtime
        : runtime.over(new ReadAheadAsyncTransport(runtime.transport(), bytes));
  }

  /**
   * Counts a partial response as a part of the whole only if the caller did not ask for that part:
   * then it is the rest of a download.
   */
  private ProgressMeter meter(ProgressListener progress, Request request) {
    return new ProgressMeter(progress, !request.headers().contains("Range"), failures());
  }

  private CallersCode failures() {
    return parts.listeners().failures();
  }
}
