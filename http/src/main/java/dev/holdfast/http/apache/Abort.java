/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends one attempt from another thread: closes whatever the attempt is blocked on at that moment.
 */
final class Abort {

  private static final Closeable ABORTED = () -> {};

  private final AtomicReference<@Nullable Closeable> current = new AtomicReference<>();

  /** From here on, an abort closes this, which must end any wait on it at once. */
  void guard(Closeable closeable) throws StoppedException {
    Closeable before = current.get();
    if (before == ABORTED || !current.compareAndSet(before, closeable)) {
      close(closeable);
      throw new StoppedException(Stop.CLOSED);
    }
  }

  /** Whether {@link #now()} was called. */
  boolean aborted() {
    return current.get() == ABORTED;
  }

  void now() {
    Closeable closeable = current.getAndSet(ABORTED);
    if (closeable != null) {
      close(closeable);
    }
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException ignored) {
      // Nothing more can be done for it, and nobody waits for its outcome.
    }
  }
}
