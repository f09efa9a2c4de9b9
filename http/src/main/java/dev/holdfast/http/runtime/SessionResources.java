/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.runtime;

import dev.holdfast.http.concurrent.CloseableTime;
import dev.holdfast.http.transport.Transport;
import java.lang.ref.Cleaner;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a session has to close: its transports, and the threads of its asynchronous
 * calls. Closed once, by the caller, or by a {@link Cleaner} when no part of the session is
 * reachable any more: neither the session itself nor a call that runs, nor a body that is still
 * read. Thread-safe.
 *
 * <p>It must not refer to the object that the session and its calls share, whose reachability the
 * cleaner watches.
 */
public final class SessionResources {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  private final Owned owned;
  private final Supplier<RuntimeException> refusal;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Object runtimeLock = new Object();
  private @Nullable AsyncRuntime runtime;
  private volatile boolean used;

  /**
   * The cleaner, with one thread in the JVM. The JDK creates the thread, so that it inherits
   * nothing from a caller's.
   */
  private static final class Forgotten {
    static final Cleaner CLEANER = Cleaner.create();
  }

  /**
   * The parts that are closed with the session.
   *
   * @param executor of the caller, if one was set: never closed
   */
  public record Owned(
      Transport transport,
      AsyncChoice asyncTransport,
      @Nullable Executor executor,
      CloseableTime time) {}

  /** @param closed creates the exception for a call after the session was closed */
  public SessionResources(Owned owned, Supplier<RuntimeException> closed) {
    this.owned = owned;
    this.refusal = closed;
  }

  /** Closes these resources when the object that the calls share is no longer reachable. */
  public void closeAfter(Object shared) {
    String builtAt = CallSite.text(CallSite.present());
    Forgotten.CLEANER.register(shared, () -> forgotten(builtAt));
  }

  /** Records that the session makes a call. */
  public void use() {
    requireOpen();
    if (!used) {
      used = true;
    }
  }

  /** Returns the asynchronous runtime, created by the first call that needs it. */
  public AsyncRuntime runtime() {
    synchronized (runtimeLock) {
      requireOpen();
      if (runtime == null) {
        runtime = new AsyncRuntime(owned.asyncTransport().get(), owned.executor(), owned.time());
      }
      return runtime;
    }
  }

  /** Ends calls and closes connections. Returns false if that has happened before. */
  public boolean close() {
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
      throw refusal.get();
    }
  }
}
