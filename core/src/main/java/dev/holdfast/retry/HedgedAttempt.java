/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Entry;
import dev.holdfast.guard.Entry.Step;
import dev.holdfast.guard.Pipeline;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Nanos;
import dev.holdfast.time.Scheduled;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An attempt with a second one in reserve, which is begun if the first takes long: the first answer
 * that settles the matter wins, the other attempt is cancelled. To the engine, the pair is one
 * attempt with one outcome; so retries, limits and waits know nothing of it.
 *
 * <p>The second is a guest: it passes the guards only if none has it wait, and takes a token from
 * the retry budget. What it ends in is told to the guards by way of the pair's own outcome if it
 * wins, and by itself only if it fails. Ends once, whatever races. Thread-safe.
 */
public final class HedgedAttempt<T> {

  /** One of the two, under way. */
  public interface Racer<T> {
    /** How it ends. */
    CompletionStage<Outcome<T>> outcome();

    /** Nobody waits for it any more. May come in any phase, and more than once. */
    void cancel();
  }

  /** The caller's side. */
  public interface Side<T> {
    /** Begins the second attempt. */
    Racer<T> hedge();

    /**
     * Whether the pair ends with that outcome although the other attempt may yet end better. Asked
     * at any time, so it must not change anything.
     */
    boolean settles(Outcome<T> outcome);

    /** What the outcome of a second attempt that failed says about the other side. */
    Ending ending(Outcome<T> outcome);

    /**
     * The pair has an outcome: told before it is handed on.
     *
     * @param won whether it is that of the second attempt
     * @param second what became of the second attempt, in words; null if there was none
     */
    void settled(boolean won, @Nullable String second);
  }

  private enum Second {
    NONE,
    STARTING,
    UNDER_WAY,
    ENDED
  }

  private final AsyncDriver driver;
  private final Pipeline pipeline;
  private final Deadline deadline;
  private final Side<T> side;
  private final CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
  private final long delayNanos;

  // All under the monitor.
  private boolean over;
  private @Nullable Racer<T> first;
  private boolean firstEnded;
  private Second state = Second.NONE;
  private @Nullable Racer<T> second;
  private @Nullable Entry entry;
  private @Nullable Outcome<T> kept;
  private @Nullable String refused;
  private Scheduled timer = () -> {};

  /** A pair under those policies. */
  public HedgedAttempt(AsyncDriver driver, Pipeline pipeline, Deadline deadline, Side<T> side) {
    this.driver = Objects.requireNonNull(driver, "driver");
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.deadline = Objects.requireNonNull(deadline, "deadline");
    this.side = Objects.requireNonNull(side, "side");
    this.delayNanos = pipeline.timing().hedgeDelayNanos();
  }

  /** The outcome of the pair. */
  public CompletionStage<Outcome<T>> outcome() {
    return result;
  }

  /** The first attempt is under way. */
  public void start(Racer<T> begun) {
    synchronized (this) {
      first = begun;
    }
    begun.outcome().whenComplete((outcome, failure) -> ended(false, outcome, failure));
    if (result.isDone()) {
      return;
    }
    Scheduled set = driver.time().schedule(delayNanos, this::due);
    synchronized (this) {
      timer = set;
      if (over) {
        set.cancel();
      }
    }
  }

  /** On a timer's thread. */
  private void due() {
    try {
      driver.executor().execute(this::hedge);
    } catch (RuntimeException rejected) {
      // Then the first attempt is on its own.
    }
  }

  private void hedge() {
    synchronized (this) {
      if (over) {
        return;
      }
      state = Second.STARTING;
    }
    String refusal = admitted();
    if (refusal != null) {
      notBegun(refusal);
      return;
    }
    Racer<T> begun;
    try {
      begun = side.hedge();
    } catch (RuntimeException | Error failure) {
      notBegun(failure.toString());
      return;
    }
    boolean late;
    synchronized (this) {
      second = begun;
      state = Second.UNDER_WAY;
      late = over;
    }
    if (late) {
      begun.cancel();
    }
    begun.outcome().whenComplete((outcome, failure) -> ended(true, outcome, failure));
  }

  /** Why the second attempt may not be made, or null. */
  private @Nullable String admitted() {
    Entry open = pipeline.enter(deadline);
    Step step = open.next();
    if (step instanceof Step.Refuse refuse) {
      return refuse.refusal().reason();
    }
    if (step != Step.Enter.NOW) {
      open.abandon();
      return "it would have to wait";
    }
    if (!pipeline.budget().tryAcquire()) {
      open.close(Ending.UNUSED);
      return pipeline.budget().describe();
    }
    boolean late;
    synchronized (this) {
      late = over;
      entry = late ? null : open;
    }
    if (late) {
      open.close(Ending.UNUSED);
      return "too late";
    }
    return null;
  }

  private void notBegun(String why) {
    Outcome<T> end;
    synchronized (this) {
      state = Second.ENDED;
      refused = why;
      end = kept;
      if (over || end == null) {
        return;
      }
      over = true;
    }
    settle(false, end, null);
  }

  private void ended(boolean bySecond, @Nullable Outcome<T> outcome, @Nullable Throwable failure) {
    boolean settles = outcome == null || side.settles(outcome);
    Entry failed = null;
    boolean goesOn;
    synchronized (this) {
      if (over) {
        return;
      }
      boolean otherRuns =
          bySecond ? !firstEnded : state == Second.STARTING || state == Second.UNDER_WAY;
      if (bySecond) {
        state = Second.ENDED;
      } else {
        firstEnded = true;
      }
      goesOn = otherRuns && !settles;
      if (goesOn) {
        kept = outcome;
        if (bySecond) {
          failed = takeEntry();
        }
      } else {
        over = true;
      }
    }
    if (!goesOn) {
      settle(bySecond, outcome, failure);
    } else if (failed != null && outcome != null) {
      failed.close(side.ending(outcome));
    }
  }

  private void settle(boolean bySecond, @Nullable Outcome<T> outcome, @Nullable Throwable failure) {
    Racer<T> loser;
    String words;
    synchronized (this) {
      loser = bySecond ? first : second;
      words = words(bySecond);
    }
    release();
    if (loser != null) {
      loser.cancel();
    }
    if (outcome == null) {
      result.completeExceptionally(
          failure == null ? new IllegalStateException("no outcome") : failure);
      return;
    }
    try {
      side.settled(bySecond, words);
    } catch (RuntimeException | Error broken) {
      result.completeExceptionally(broken);
      return;
    }
    result.complete(outcome);
  }

  /** Whoever has it closes it. */
  private @Nullable Entry takeEntry() {
    Entry open = entry;
    entry = null;
    return open;
  }

  private @Nullable String words(boolean bySecond) {
    String after = "after " + Nanos.format(delayNanos) + ": ";
    if (refused != null) {
      return after + "not sent, " + refused;
    }
    if (state == Second.NONE) {
      return null;
    }
    if (bySecond) {
      return after + "won";
    }
    return after + (state == Second.ENDED ? "failed first" : "cancelled");
  }

  /** Ends both, at any time; what comes of them is nobody's business. */
  public void cancel() {
    Racer<T> one;
    Racer<T> other;
    synchronized (this) {
      over = true;
      one = first;
      other = second;
    }
    release();
    if (one != null) {
      one.cancel();
    }
    if (other != null) {
      other.cancel();
    }
  }

  private void release() {
    Scheduled set;
    Entry open;
    synchronized (this) {
      set = timer;
      open = takeEntry();
    }
    set.cancel();
    if (open != null) {
      open.abandon();
    }
  }
}
