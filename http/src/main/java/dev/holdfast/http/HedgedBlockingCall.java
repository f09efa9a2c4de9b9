/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Category;
import java.util.concurrent.CompletionException;

/**
 * Carries out a hedged call for a thread that waits. Two attempts at a time are nothing that one
 * thread can do by blocking, so they run over the asynchronous transport; all else, from the
 * decisions to the observers, runs on the waiting thread.
 */
final class HedgedBlockingCall {

  private final SessionParts parts;
  private final AsyncLane lane;
  private final HttpCall call;

  HedgedBlockingCall(SessionParts parts, AsyncLane lane, HttpCall call) {
    this.parts = parts;
    this.lane = lane;
    this.call = call;
  }

  /** Runs the call to its end, body included. */
  Response run() {
    CallersThread thread = new CallersThread(lane.executor());
    CallFuture<Response> future = new AsyncHttpCall<>(
            parts, lane.on(thread, parts.time()), call, Handover.buffered())
        .start();
    try {
      thread.await(future);
      return future.join();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw call.end()
          .failure(Category.CANCELLED, "the thread was interrupted")
          .withCause(e)
          .toException();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } finally {
      thread.leave();
    }
  }
}
