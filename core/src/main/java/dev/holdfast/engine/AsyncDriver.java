/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.thread.OffService;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Runs a call without holding a thread while it waits: the same loop as {@link BlockingDriver}, on
 * the same engine, with a timer in place of the sleep. The first attempt begins on the calling
 * thread; whatever follows an attempt that ended elsewhere, or a wait, runs on the executor.
 * Thread-safe.
 */
public final class AsyncDriver {

  private final TimeSource time;
  private final Executor executor;

  /**
   * A driver that waits on that clock and goes on on that executor.
   *
   * @param executor must run each task, or throw; may run it on the calling thread, but for the
   *     timer's: from there it moves on to a thread of ours
   */
  public AsyncDriver(TimeSource time, Executor executor) {
    this.time = Objects.requireNonNull(time, "time");
    this.executor = OffService.around(executor);
  }

  /** A call under way. Thread-safe. */
  public interface Running {
    /** Begins the first attempt; called once. */
    void start();

    /**
     * Ends the wait, if there is one; no attempt follows and nothing is told. The attempt in flight
     * is the caller's to end.
     */
    void cancel();
  }

  /** A call that is ready to start. */
  public <T> Running prepare(RetryEngine engine, AsyncAttempts<T> attempts, CallState state) {
    return new AsyncRun<>(this, engine, attempts, state);
  }

  /** The clock. */
  public TimeSource time() {
    return time;
  }

  /** Runs what follows a wait. */
  public Executor executor() {
    return executor;
  }
}
