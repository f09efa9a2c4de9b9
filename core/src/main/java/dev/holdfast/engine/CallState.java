/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.budget.Budget;
import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.retry.Counter;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state of one call: attempts made, retries on each counter, time waited. Belongs to
 * one call; used by one thread at a time.
 */
public final class CallState {

  /** What a slower attempt has begun may still be going on: the price of its retry is kept. */
  private static final long QUICK_NANOS = 1_000_000_000L;

  private final TimeSource time;
  private final long startNanos;
  // A field for each counter: an array would weigh more.
  private int connect;
  private int read;
  private int redirect;
  private int status;
  private int other;

  private int attempts;
  /** The next attempt is a retry that gets back what it cost if it succeeds. */
  private boolean paid;
  /** Retries that waited as long as the server asked to. */
  private int serverWaits;

  private int failuresInARow;
  private long previousDelayNanos;
  private long waitedNanos;
  /** The attempt on its way through the policies, or under way. */
  private @Nullable PipelineRun entry;

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
    return connect + read + status + other;
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

  /**
   * When the present attempt began, in nanoseconds since the call started; after the attempt, and
   * until the engine's decision is told.
   */
  public long attemptStartNanos() {
    return attempt().sinceNanos() - startNanos;
  }

  /** How long the present attempt took; as {@link #attemptStartNanos}. */
  public long attemptElapsedNanos() {
    return attempt().tookNanos();
  }

  /**
   * When the attempt that is under way began, in nanoseconds since the call started; -1 if none is.
   * May be asked by another thread than the one that makes it.
   */
  public long presentStartNanos() {
    PipelineRun present = entry;
    return present == null ? -1 : present.sinceNanos() - startNanos;
  }

  /** The next attempt stands at its first guard. */
  void approach(PipelineRun next) {
    attempts++;
    entry = next;
    if (attempts > 1) {
      next.retry();
    }
    if (paid) {
      paid = false;
      next.paid();
    }
  }

  /** The attempt on its way through the policies, or under way, if there is one. */
  @Nullable PipelineRun entry() {
    return entry;
  }

  private PipelineRun attempt() {
    return Objects.requireNonNull(entry, "no attempt is under way");
  }

  /** A wait that is not the engine's begins: for a guard. */
  void hold() {
    attempt().begin(time.nanoTime());
  }

  /** And ends. */
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

  /** No attempt is made: it begins and ends now. */
  void refused() {
    long now = time.nanoTime();
    attempt().begin(now);
    attempt().end(now);
  }

  /** The attempt is done with; what it held of guards is to be closed before. */
  void leave() {
    entry = null;
  }

  /** Takes the next retry out of the budget of the present attempt's origin. */
  boolean pay(boolean refundable, boolean serverDelay) {
    if (serverDelay) {
      serverWaits++;
    }
    paid = attempt()
        .budget()
        .tryAcquire(new Budget.Purpose(id(), attempt().tookNanos(), serverDelay ? serverWaits : 0));
    boolean granted = paid;
    paid &= refundable && attempt().tookNanos() < QUICK_NANOS;
    return granted;
  }

  private long id() {
    return startNanos * 31 + System.identityHashCode(this);
  }

  /** What a retry of the present attempt is paid from. */
  Budget budget() {
    return attempt().budget();
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
