/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.concurrent.CompletionException;

/**
 * Carries out a hedged call for a thread that waits. Two attempts at a time are nothing that one
 * thread can do by blocking, so they run over the asynchronous transport; all else, from the
 * decisions to the observers, runs on the waiting thread.
 */
final class HedgedBlockingCall<R> {

  private final SessionParts parts;
  private final AsyncLane lane;
  private final HttpCall call;
  private final Handover<R> handover;

  HedgedBlockingCall(SessionParts parts, AsyncLane lane, HttpCall call, Handover<R> handover) {
    this.parts = parts;
    this.lane = lane;
    this.call = call;
    this.handover = handover;
  }

  /** Runs the call until its result can be handed over. */
  R run() {
    CallersThread thread = new CallersThread(lane.stages());
    CallFuture<R> future =
        new AsyncHttpCall<>(parts, lane.on(thread, parts.time()), call, handover).start();
    try {
      thread.await(future);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (future.cancel(true)) {
        throw call.callEnd()
            .failure(Category.CANCELLED, "the thread was interrupted")
            .withCause(e)
            .toException();
      }
      // It had ended in the same moment.
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
