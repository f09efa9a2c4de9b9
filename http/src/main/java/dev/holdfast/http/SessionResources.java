/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a session has to close: its transports, and the threads of its asynchronous calls. Closed
 * once, by the caller, or by a {@link Cleaner} when nothing of the session can be reached any more:
 * neither the session itself nor a call that runs, nor a body that is still read. Thread-safe.
 *
 * <p>It must not refer to {@link SessionParts}, by which that is known.
 */
final class SessionResources {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  private final SessionParts.Owned owned;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Object runtimeLock = new Object();
  private @Nullable AsyncRuntime runtime;
  private volatile boolean used;

  /** One thread in the JVM, which the JDK makes so that it inherits nothing of a caller's. */
  private static final class Forgotten {
    static final Cleaner CLEANER = Cleaner.create();
  }

  SessionResources(SessionParts.Owned owned) {
    this.owned = owned;
  }

  /** Closes it when the parts cannot be reached any more. */
  void closeAfter(SessionParts parts) {
    String builtAt = builder().map(Object::toString).orElse("an unknown place");
    Forgotten.CLEANER.register(parts, () -> forgotten(builtAt));
  }

  /** The session makes a call. */
  void use() {
    requireOpen();
    if (!used) {
      used = true;
    }
  }

  /** The asynchronous side, made at the first call that needs it. */
  AsyncRuntime runtime() {
    synchronized (runtimeLock) {
      requireOpen();
      if (runtime == null) {
        runtime = new AsyncRuntime(owned.asyncTransport().get(), owned.executor(), owned.time());
      }
      return runtime;
    }
  }

  /** Ends calls and closes connections; false if that has happened before. */
  boolean close() {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    AsyncRuntime open;
    synchronized (runtimeLock) {
      open = runtime;
    }
    if (open == null) {
      owned.asyncTransport().closeUnused();
    } else {
      open.close();
    }
    owned.transport().close();
    owned.time().end();
    return true;
  }

  private void forgotten(String builtAt) {
    if (close() && used) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          () -> "a session was dropped without being closed; its connections and threads were"
              + " closed now (built at " + builtAt + "; close it, best by try-with-resources)");
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw Failure.beforeSending(Category.CANCELLED, "the session is closed", Optional.empty())
          .toException();
    }
  }

  /** The line that built the session. */
  private static Optional<StackWalker.StackFrame> builder() {
    String ours = Session.class.getName();
    return StackWalker.getInstance()
        .walk(frames -> frames
            .dropWhile(frame -> !frame.getClassName().startsWith(ours))
            .dropWhile(frame -> frame.getClassName().startsWith(ours))
            .findFirst());
  }
}
