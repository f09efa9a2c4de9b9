/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.thread.OffService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An attempt on threads: one step at a time, which an interrupt ends. */
final class ThreadedExchange implements AsyncExchange {

  /** Blocks until the head has arrived. */
  interface Sending {
    TransportResponse send() throws TransportException;
  }

  private final Executor executor;
  private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();
  private @Nullable Thread worker;
  private @Nullable TransportResponse open;
  private boolean cancelled;

  ThreadedExchange(Executor executor) {
    this.executor = executor;
  }

  void start(Sending sending) {
    try {
      executor.execute(() -> send(sending));
    } catch (RuntimeException rejected) {
      response.completeExceptionally(TransportException.of(
          FailureKind.CANCELLED, Sent.NO, "no thread for the attempt: " + rejected, rejected));
    }
  }

  private void send(Sending sending) {
    TransportResponse answer;
    try {
      if (!enter()) {
        throw TransportException.of(
            FailureKind.CANCELLED, Sent.NO, "the attempt was cancelled", null);
      }
      answer = sending.send();
      opened(answer);
    } catch (Throwable failure) {
      leave();
      response.completeExceptionally(failure);
      return;
    }
    leave();
    response.complete(new ThreadedResponse(this, answer));
  }

  private synchronized void opened(TransportResponse answer) {
    open = answer;
  }

  /** Begins a step on this thread, unless the attempt was cancelled before. */
  synchronized boolean enter() {
    if (cancelled) {
      return false;
    }
    worker = Thread.currentThread();
    return true;
  }

  /** Ends the step. A late interrupt must not reach the thread's next work. */
  synchronized void leave() {
    if (worker == Thread.currentThread() && cancelled) {
      Thread.interrupted();
    }
    worker = null;
    if (cancelled && open != null) {
      open.close();
    }
  }

  void execute(Runnable step) {
    executor.execute(step);
  }

  @Override
  public CompletionStage<AsyncTransportResponse> response() {
    return response;
  }

  @Override
  public synchronized void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    if (worker != null && worker != Thread.currentThread()) {
      worker.interrupt();
    } else if (worker == null && open != null) {
      // A timer's thread may call this, and the transport may be the caller's code.
      OffService.run(open::close);
    }
  }
}
