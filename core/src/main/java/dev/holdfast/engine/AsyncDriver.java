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
 * Runs calls without holding a thread during waits: the loop of {@link BlockingDriver}, with a
 * timer in place of the sleep. The first attempt begins on the calling thread; later steps run on
 * the executor. Thread-safe.
 */
public final class AsyncDriver {

  private final TimeSource time;
  private final Executor executor;

  /**
   * A driver with that clock and executor.
   *
   * @param executor must run each task, or throw; may run a task on the thread that submits it. A
   *     task that would run on the timer's thread moves to a spare thread
   */
  public AsyncDriver(TimeSource time, Executor executor) {
    this.time = Objects.requireNonNull(time, "time");
    this.executor = OffService.around(executor);
  }

  /** A prepared call. */
  public interface Running {
    /** Begins the first attempt; called once. */
    void start();

    /**
     * Ends a wait and prevents further attempts; nothing more is reported. A running attempt is for
     * the caller to end.
     */
    void cancel();
  }

  /** Prepares a call. */
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
