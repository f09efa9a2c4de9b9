/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.time.Scheduled;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cancels calls from another thread: a wait ends at once, a running attempt is interrupted, and no
 * further attempt is made. Cannot be reset; may serve many calls. Thread-safe.
 */
public final class CancelToken {

  private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();
  private volatile boolean cancelled;

  private CancelToken() {}

  /** A token that is not cancelled yet. */
  public static CancelToken create() {
    return new CancelToken();
  }

  /**
   * Cancels every call with this token. An exception of a task is thrown when all tasks have run.
   */
  public void cancel() {
    cancelled = true;
    Throwable thrown = null;
    for (Object key : listeners.keySet()) {
      try {
        fire(key);
      } catch (Throwable failure) {
        thrown = Causes.together(thrown, failure);
      }
    }
    if (thrown != null) {
      throw Sneaky.throwing(thrown);
    }
  }

  /** Whether {@link #cancel} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Runs a task once, when the token is cancelled; at once if it is cancelled already.
   *
   * @return removes the task
   */
  public Scheduled onCancel(Runnable task) {
    Object key = new Object();
    listeners.put(key, Objects.requireNonNull(task, "task"));
    if (cancelled) {
      fire(key);
    }
    return () -> listeners.remove(key);
  }

  private void fire(Object key) {
    Runnable task = listeners.remove(key);
    if (task != null) {
      task.run();
    }
  }
}
