/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.budget.Budget;
import dev.holdfast.time.Nanos;
import dev.holdfast.time.TimeSource;

/**
 * What the engine knows about one call in progress: how many attempts, retries on each counter, and
 * how long it has waited. Belongs to one call; used by one thread at a time.
 */
public final class CallState {

  private final TimeSource time;
  private final long startNanos;
  // A field for each counter: a hundred thousand calls may be waiting at a time.
  private int connect;
  private int read;
  private int redirect;
  private int status;
  private int other;

  private int attempts;
  private int retries;
  private int failuresInARow;
  private long previousDelayNanos;
  private long waitedNanos;
  private Budget budget = Budget.unlimited();

  private CallState(TimeSource time, long startNanos) {
    this.time = time;
    this.startNanos = startNanos;
  }

  /** The state of a call that starts now. */
  public static CallState start(TimeSource time) {
    return startedAt(time.nanoTime(), time);
  }

  /** The state of a call that started at that {@link TimeSource#nanoTime}. */
  public static CallState startedAt(long startNanos, TimeSource time) {
    return new CallState(time, startNanos);
  }

  /** Attempts begun so far; the first is attempt 1. */
  public int attempts() {
    return attempts;
  }

  /** Retries decided so far, redirects not included. */
  public int retries() {
    return retries;
  }

  /** How often that counter was charged. */
  public int charged(Counter counter) {
    return switch (counter) {
      case CONNECT -> connect;
      case READ -> read;
      case REDIRECT -> redirect;
      case STATUS -> status;
      case OTHER -> other;
    };
  }

  /** Nanoseconds since the call started. */
  public long elapsedNanos() {
    return time.nanoTime() - startNanos;
  }

  /** Nanoseconds of waiting decided so far. */
  public long waitedNanos() {
    return waitedNanos;
  }

  void beginAttempt(Budget payingForRetries) {
    attempts++;
    budget = payingForRetries;
  }

  /** What a retry of the present attempt is paid from. */
  Budget budget() {
    return budget;
  }

  /** A wait that was not the engine's: for a guard. */
  void held(long nanos) {
    waitedNanos = Nanos.add(waitedNanos, nanos);
  }

  /** Which retry in the present run of failures the next one is; a redirect starts a new run. */
  int retryInRun() {
    return failuresInARow + 1;
  }

  long previousDelayNanos() {
    return previousDelayNanos;
  }

  void redirected() {
    charge(Counter.REDIRECT);
    failuresInARow = 0;
    previousDelayNanos = 0;
  }

  void retried(Counter counter, long delayNanos) {
    failuresInARow++;
    previousDelayNanos = delayNanos;
    retriedAtOnce(counter);
    waitedNanos = Nanos.add(waitedNanos, delayNanos);
  }

  /** A retry that says nothing about the other side's health, so the backoff does not move. */
  void retriedAtOnce(Counter counter) {
    charge(counter);
    retries++;
  }

  private void charge(Counter counter) {
    switch (counter) {
      case CONNECT -> connect++;
      case READ -> read++;
      case REDIRECT -> redirect++;
      case STATUS -> status++;
      case OTHER -> other++;
    }
  }
}
