/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.AttemptObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The attempts of one run of the command. Their times count from the start of the run, which is
 * before the start of the call.
 */
public final class Timeline implements AttemptObserver {

  private final Trace trace;
  private final Runnable before;
  private final long startNanos;
  private final List<Attempt> told = new CopyOnWriteArrayList<>();
  private volatile long callNanos;

  /**
   * A timeline of a run that began at that {@link System#nanoTime}.
   *
   * @param before runs before the trace is told of an attempt
   */
  public Timeline(Trace trace, Runnable before, long startNanos) {
    this.trace = trace;
    this.before = before;
    this.startNanos = startNanos;
    this.callNanos = startNanos;
  }

  /** Marks the start of the call. */
  public void callBegins() {
    callNanos = System.nanoTime();
  }

  @Override
  public void attempt(Attempt attempt) {
    Attempt counted = new Attempt(
        attempt.number(),
        attempt.method(),
        attempt.url(),
        attempt.startedAt(),
        attempt.start().plusNanos(callNanos - startNanos),
        attempt.elapsed(),
        attempt.phases(),
        attempt.result(),
        attempt.decision(),
        attempt.reason(),
        attempt.delay(),
        attempt.notes(),
        attempt.headers());
    told.add(counted);
    before.run();
    trace.attempt(counted);
  }

  /** All attempts. */
  public List<Attempt> attempts() {
    return List.copyOf(told);
  }

  /** Nanoseconds since the run began. */
  public long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }
}
