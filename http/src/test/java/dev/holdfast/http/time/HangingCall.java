/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.time;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A call on a thread of its own that will not end by itself. */
final class HangingCall {

  private final CompletableFuture<RequestException> end = new CompletableFuture<>();
  private final AtomicBoolean flagKept = new AtomicBoolean();
  private final Thread thread;

  private HangingCall(Mode mode, Session session, Request request) {
    thread = new Thread(
        () -> {
          try {
            mode.request(session, request);
            end.completeExceptionally(new AssertionError("the call succeeded"));
          } catch (RequestException e) {
            flagKept.set(Thread.currentThread().isInterrupted());
            end.complete(e);
          }
        },
        "call");
  }

  static HangingCall start(Mode mode, Session session, Request request) {
    HangingCall call = new HangingCall(mode, session, request);
    call.thread.start();
    return call;
  }

  /** There is no event to wait for when nothing happens: a short real wait it must be. */
  void letItHang() {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Waits for it, at most half a minute. */
  RequestException end() throws Exception {
    return end.get(30, TimeUnit.SECONDS);
  }

  boolean flagKept() {
    return flagKept.get();
  }
}
