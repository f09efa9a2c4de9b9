/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.hedge.HedgeState.End;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Ending;
import dev.holdfast.retry.Outcome;
import dev.holdfast.thread.OffService;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that gets a second one beside it if it is slow: the first outcome that settles the
 * pair wins, and the other attempt is cancelled. The engine sees one attempt with one outcome, so
 * retries, limits and waits do not depend on hedging.
 *
 * <p>The guards are told the pair's outcome through the pair's own run. The second attempt has
 * another run: an attempt that fails while the other is running is reported with that one. A
 * cancelled attempt is not reported. The pair ends once. Thread-safe.
 */
public final class HedgedAttempt<T> {

  private final AsyncDriver driver;
  private final Hedging<T> side;
  private final HedgeAdmission admission;
  private final long delayNanos;
  private final HedgeState<T> state = new HedgeState<>();
  private final CompletableFuture<Outcome<T>> result = new CompletableFuture<>();

  private volatile @Nullable RunningAttempt<T> first;
  private volatile @Nullable RunningAttempt<T> second;
  private volatile long firstSince;
  private volatile long secondSince;
  private volatile Scheduled timer = () -> {};

  /** A pair under those policies. */
  public HedgedAttempt(AsyncDriver driver, Pipeline pipeline, Deadline deadline, Hedging<T> side) {
    this.driver = Objects.requireNonNull(driver, "driver");
    this.side = Objects.requireNonNull(side, "side");
    this.admission = new HedgeAdmission(
        Objects.requireNonNull(pipeline, "pipeline"),
        Objects.requireNonNull(deadline, "deadline"),
        driver.time());
    this.delayNanos = pipeline.timing().hedgeDelayNanos();
  }

  /** The outcome of the pair. */
  public CompletionStage<Outcome<T>> outcome() {
    return result;
  }

  /** The first attempt has begun. */
  public void start(RunningAttempt<T> begun) {
    first = begun;
    firstSince = driver.time().nanoTime();
    begun.outcome().whenComplete((outcome, failure) -> told(false, outcome, failure));
    if (state.isOver()) {
      return;
    }
    Scheduled set = driver.time().schedule(delayNanos, this::due);
    timer = set;
    if (state.isOver()) {
      set.cancel();
    }
  }

  /** Called on the timer's thread. */
  private void due() {
    try {
      driver.executor().execute(this::hedge);
    } catch (RuntimeException | Error rejected) {
      state.neverStarts("no thread takes it");
    }
  }

  private void hedge() {
    secondSince = driver.time().nanoTime();
    if (state.starts()) {
      RunningAttempt<T> begun = beginSecond();
      if (begun != null) {
        goOn(begun);
      }
    }
  }

  private @Nullable RunningAttempt<T> beginSecond() {
    String why;
    try {
      why = refusal();
      if (why == null) {
        return side.hedge();
      }
    } catch (RuntimeException | Error failure) {
      why = failure.toString();
    }
    notBegun(why);
    return null;
  }

  private @Nullable String refusal() {
    String refusal = admission.refusal();
    return refusal == null && !state.awaitsSecond() ? admission.withdraw() : refusal;
  }

  private void goOn(RunningAttempt<T> begun) {
    second = begun;
    boolean wanted = state.started();
    begun.outcome().whenComplete((outcome, failure) -> told(true, outcome, failure));
    if (!wanted) {
      begun.cancel();
      return;
    }
    try {
      End<T> failed = state.failed();
      if (failed != null) {
        // It was not reported yet, since there might have been no second run to report it with.
        tell(failed);
      }
    } finally {
      // Also if a guard throws: the pair waits for it.
      begun.run();
    }
  }

  private void notBegun(String why) {
    End<T> end = state.notStarted(why);
    admission.leave(Ending.UNUSED, secondSince);
    if (end != null) {
      settle(end, false);
    }
  }

  /** Runs off the service threads: verdicts, guards and listeners may be code of the caller. */
  private void told(boolean bySecond, @Nullable Outcome<T> outcome, @Nullable Throwable failure) {
    OffService.run(() -> ended(bySecond, outcome, failure));
  }

  private void ended(boolean bySecond, @Nullable Outcome<T> outcome, @Nullable Throwable failure) {
    if (outcome == null) {
      cancel();
      result.completeExceptionally(
          failure == null ? new IllegalStateException("no outcome") : failure);
      return;
    }
    End<T> end = new End<>(bySecond, outcome);
    boolean settles = settles(outcome);
    switch (state.ended(end, settles)) {
      case NOTHING, HOLD -> {}
      case WAIT -> tell(end);
      case OVER -> settle(settles ? end : counting(end), settles);
    }
  }

  private boolean settles(Outcome<T> outcome) {
    try {
      return side.settles(outcome);
    } catch (RuntimeException | Error broken) {
      // The caller's verdict on the pair's outcome meets the same exception and reports it.
      return true;
    }
  }

  /** The failure that counts. */
  private End<T> counting(End<T> last) {
    End<T> before = state.failed();
    return before != null && side.firstFailureCounts(before.outcome(), last.outcome())
        ? before
        : last;
  }

  /** Tells the guards of the attempt that failed while the other is running. */
  private void tell(End<T> failed) {
    admission.leave(side.ending(failed.outcome()), failed.bySecond() ? secondSince : firstSince);
  }

  private void settle(End<T> end, boolean settled) {
    try {
      conclude(end, settled);
    } catch (RuntimeException | Error broken) {
      cancel();
      result.completeExceptionally(broken);
      return;
    }
    result.complete(end.outcome());
  }

  private void conclude(End<T> end, boolean settled) {
    End<T> failed = state.failed();
    if (failed != null) {
      // The reporting thread may be late.
      tell(failed);
    }
    release();
    cancel(end.bySecond() ? first : second);
    HedgeResult hedge = state.result(settled);
    if (hedge != null) {
      side.hedged(hedge);
    }
    String words = state.words(settled);
    side.settled(
        end.bySecond(), words == null ? null : "after " + Nanos.format(delayNanos) + ": " + words);
  }

  /** Cancels both attempts, at any time; their outcomes are ignored. */
  public void cancel() {
    state.abandon();
    release();
    cancel(first);
    cancel(second);
  }

  private void cancel(@Nullable RunningAttempt<T> attempt) {
    if (attempt != null) {
      attempt.cancel();
    }
  }

  private void release() {
    timer.cancel();
    admission.leave(Ending.IGNORED, secondSince);
  }
}
