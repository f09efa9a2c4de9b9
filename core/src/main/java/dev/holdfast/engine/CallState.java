/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.budget.Budget;
import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Ending;
import dev.holdfast.retry.Counter;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state of one call: attempts made, retries on each counter, time waited. Belongs to
 * one call; used by one thread at a time.
 */
public final class CallState {

  private final TimeSource time;
  private final long startNanos;
  private int attempts;
  /** Whether the next attempt is a retry that is refunded if it succeeds. */
  private boolean refundable;
  /** Whether the next attempt is a retry that waits until the budget can pay for it. */
  private boolean owes;
  /** Null until the first retry or redirect. */
  private @Nullable RetryCounts retried;

  private long waitedNanos;
  /** The attempt that passes the guards or runs. */
  private @Nullable PipelineRun run;

  private CallState(long startNanos, TimeSource time) {
    this.time = time;
    this.startNanos = startNanos;
  }

  /** The state of a call that starts now. */
  public static CallState start(TimeSource time) {
    return startedAt(time.nanoTime(), time);
  }

  /** The state of a call that started at that {@link TimeSource#nanoTime}. */
  public static CallState startedAt(long startNanos, TimeSource time) {
    return new CallState(startNanos, time);
  }

  /** When the call started, as {@link TimeSource#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  /** Attempts begun so far; the first is attempt 1. */
  public int attempts() {
    return attempts;
  }

  /** Retries decided so far, redirects not included. */
  public int retries() {
    return retried == null ? 0 : retried.total();
  }

  /** The number of times that counter was charged. */
  public int charged(Counter counter) {
    return retried == null ? 0 : retried.of(counter);
  }

  /** Nanoseconds since the call started. */
  public long elapsedNanos() {
    return time.nanoTime() - startNanos;
  }

  /** Nanoseconds of waiting decided so far. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /**
   * The start of the present attempt, in nanoseconds since the call started. Valid from the end of
   * the attempt until the decision is told.
   */
  public long attemptStartNanos() {
    return attempt().sinceNanos() - startNanos;
  }

  /** The duration of the present attempt; valid as {@link #attemptStartNanos}. */
  public long attemptElapsedNanos() {
    return attempt().tookNanos();
  }

  /**
   * The start of the running attempt, in nanoseconds since the call started; -1 if none runs. May
   * be called from another thread.
   */
  public long presentStartNanos() {
    PipelineRun present = run;
    return present == null ? -1 : present.sinceNanos() - startNanos;
  }

  /** The next attempt is about to pass its guards. */
  void approach(PipelineRun next) {
    attempts++;
    run = next;
    if (attempts > 1) {
      next.retry();
    }
    if (refundable) {
      refundable = false;
      next.paid();
    }
    if (owes) {
      owes = false;
      next.owes();
    }
  }

  /** The attempt that passes the guards or runs; null if there is none. */
  @Nullable PipelineRun run() {
    return run;
  }

  private PipelineRun attempt() {
    return Objects.requireNonNull(run, "no attempt is running");
  }

  /** A wait for a guard begins. */
  void hold() {
    attempt().begin(time.nanoTime());
  }

  /** A wait for a guard ends. */
  void release() {
    attempt().end(time.nanoTime());
    waitedNanos = Nanos.add(waitedNanos, attempt().tookNanos());
  }

  /** The present moment on the call's clock, as {@link TimeSource#nanoTime}. */
  public long nowNanos() {
    return time.nanoTime();
  }

  /** Whether the next attempt begins with the call: it is the first, and no guard delayed it. */
  boolean beginsWithCall() {
    return attempts == 1 && waitedNanos == 0;
  }

  /** The attempt begins at that moment. */
  void begin(long nanos) {
    attempt().begin(nanos);
  }

  /** The attempt ends at that moment. */
  void end(long nanos) {
    attempt().end(nanos);
  }

  /** The attempt was refused: it begins and ends now. */
  void refused() {
    long now = time.nanoTime();
    attempt().begin(now);
    attempt().end(now);
  }

  /** Forgets the present attempt; its permits must have gone back before. */
  void leave() {
    run = null;
  }

  private RetryCounts counts() {
    RetryCounts made = retried;
    if (made == null) {
      made = new RetryCounts();
      retried = made;
    }
    return made;
  }

  /** Pays for the next retry from the budget of the attempt's origin. */
  boolean pay(boolean mayRefund, boolean serverDelay) {
    RetryCounts counts = counts();
    if (serverDelay) {
      counts.serverWaits++;
    }
    long took = attempt().tookNanos();
    boolean granted = attempt()
        .budget()
        .tryAcquire(new Budget.Purpose(id(), took, serverDelay ? counts.serverWaits : 0));
    refundable = granted && mayRefund && Ending.quick(took);
    return granted;
  }

  /** The next attempt waits until the budget can pay for it. */
  void owe() {
    owes = true;
  }

  private long id() {
    return startNanos * 31 + System.identityHashCode(this);
  }

  /** The budget that pays for a retry of the present attempt. */
  Budget budget() {
    return attempt().budget();
  }

  /**
   * The number of the next retry within the present run of failures; a redirect starts a new run.
   */
  int retryInRun() {
    return retried == null ? 1 : retried.failuresInARow() + 1;
  }

  long previousDelayNanos() {
    return retried == null ? 0 : retried.previousDelayNanos();
  }

  void redirected() {
    counts().redirected();
  }

  void retried(Counter counter, long delayNanos) {
    counts().failed(delayNanos);
    retriedAtOnce(counter);
    waitedNanos = Nanos.add(waitedNanos, delayNanos);
  }

  /** A retry that says nothing about the other side's health, so the backoff stays. */
  void retriedAtOnce(Counter counter) {
    counts().charge(counter);
  }
}
