/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.concurrent.CallFuture;
import dev.holdfast.http.concurrent.CallerExecutor;
import dev.holdfast.http.runtime.AsyncRuntime;
import java.util.concurrent.CompletionException;

/**
 * Makes a hedged call for a thread that waits. One blocked thread cannot make two attempts at a
 * time, so both run over the asynchronous transport. Everything else, such as decisions and
 * observers, runs on the waiting thread.
 */
final class HedgedBlockingCall<R> {

  private final SessionParts parts;
  private final AsyncRuntime runtime;
  private final HttpCall call;
  private final ResponseHandler<R> handler;

  HedgedBlockingCall(
      SessionParts parts, AsyncRuntime runtime, HttpCall call, ResponseHandler<R> handler) {
    this.parts = parts;
    this.runtime = runtime;
    this.call = call;
    this.handler = handler;
  }

  /** Runs the call until its result is available. */
  R run() {
    CallerExecutor thread = new CallerExecutor(runtime.stages());
    CallFuture<R> future =
        new AsyncHttpCall<>(parts, runtime.on(thread, parts.time()), call, handler).start();
    try {
      thread.await(future);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (future.cancel(true)) {
        throw call.end()
            .failure(Category.CANCELLED, "the thread was interrupted")
            .withCause(e)
            .toException();
      }
      // The call has ended at the same moment.
    } finally {
      thread.leave();
    }
    return resultOf(future);
  }

  private static <R> R resultOf(CallFuture<R> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
