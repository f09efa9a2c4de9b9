/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The attempts that another client carries for a transport, so that closing the transport ends
 * them, and not the client. Thread-safe.
 *
 * @param <A> an attempt
 */
public final class AttemptsInFlight<A> {

  private final Consumer<A> cancel;
  private final Set<A> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** @param cancel ends an attempt, from any thread */
  public AttemptsInFlight(Consumer<A> cancel) {
    this.cancel = cancel;
  }

  /** An attempt has begun. It is cancelled at once if the transport was closed. */
  public void add(A attempt) {
    attempts.add(attempt);
    if (closed) {
      cancel.accept(attempt);
    }
  }

  /** An attempt is over: its connection was released. */
  public void remove(A attempt) {
    attempts.remove(attempt);
  }

  /** Cancels all of them, and those that begin later. */
  public void close() {
    closed = true;
    attempts.forEach(cancel);
  }
}
