/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.hedge.HedgedAttempt;
import dev.holdfast.engine.hedge.Hedging;
import dev.holdfast.engine.hedge.RunningAttempt;
import dev.holdfast.guard.Ending;
import dev.holdfast.retrier.TimeoutInterrupt.Cause;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Scheduled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on the caller's thread, with a second one on another thread if the first is slow. The
 * attempt that settles the pair interrupts the other. If the first fails while the second runs, the
 * caller's thread waits for the second: at most for the attempt timeout and the deadline, and only
 * until the thread is interrupted or the call is cancelled.
 */
final class HedgedBlockingAttempt<T> implements Hedging<T> {

  private final RetriedCall<T> call;
  private final Options options;
  private final Action<T, ?> action;
  private final int number;
  private final HedgedAttempt<T> pair;
  private final Verdicts verdicts;
  private final BlockingAttempt<T> first;
  private volatile @Nullable BlockingAttempt<T> second;
  /** Completes when the pair has ended or the call is cancelled: then the wait is over. */
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

  private volatile boolean wonBySecond;
  private volatile @Nullable String words;
  // The fields below are used by the caller's thread only.
  private boolean interrupted;
  private @Nullable CallInterruption cut;

  HedgedBlockingAttempt(RetriedCall<T> call, Action<T, ?> action) {
    this.call = call;
    this.options = call.options();
    this.action = action;
    this.number = call.attempts();
    this.verdicts = new Verdicts(options.condition());
    this.first = new BlockingAttempt<>(options, action, number);
    AsyncDriver driver = new AsyncDriver(options.time(), Workers.forBlocks(options.executor()));
    this.pair = new HedgedAttempt<>(driver, options.pipeline(), call.deadline(), this);
  }

  /** Runs the attempt on the caller's thread and returns its outcome. */
  Outcome<T> run() {
    CancelToken token = options.token();
    Scheduled watch = token == null ? null : token.onCancel(this::cancelled);
    try {
      pair.outcome().whenComplete((outcome, failure) -> over.complete(null));
      pair.start(first);
      return end(first.make(call.deadline().remainingNanos()));
    } finally {
      if (watch != null) {
        watch.cancel();
      }
      pair.cancel();
    }
  }

  /** The cause of the interrupt; null if the pair ended by itself. Valid after the run. */
  @Nullable CallInterruption cut() {
    return cut;
  }

  /** The verdict on the pair's outcome; known already if that settled the pair. */
  Verdict verdict(Outcome<T> outcome) {
    return verdicts.of(outcome);
  }

  /** Whether the pair ended by an interrupt from outside. */
  boolean interrupted(Outcome<T> outcome) {
    return first.disturbed() == outcome;
  }

  /** The result of the second attempt, in words; null if there was none. Valid after the run. */
  @Nullable String words() {
    return cut == null ? words : null;
  }

  /** Called by the token, on any thread. */
  private void cancelled() {
    first.interrupt(Cause.CANCELLED);
    pair.cancel();
    over.complete(null);
  }

  private Outcome<T> end(Outcome<T> own) {
    boolean late = first.interruptCause() == Cause.DEADLINE && own instanceof Outcome.Failure;
    long limit = options.attemptLimitNanos();
    if (!late) {
      first.tell(own);
      await(limit);
    }
    Outcome<T> settled = settled();
    if (settled == null) {
      return cutOff(own, late, limit);
    }
    if (wonBySecond && first.disturbed() != null) {
      // The caller's thread was interrupted from outside, which the result does not show.
      Thread.currentThread().interrupt();
    }
    return settled;
  }

  private void await(long limit) {
    if (over.isDone()) {
      return;
    }
    // The second attempt has begun by now, so at most one whole limit is left.
    long longest = Math.min(call.deadline().remainingNanos(), limit);
    // If the second attempt has won, its outcome arrives in a moment.
    boolean won = first.interruptCause() == Cause.OUTCOME_SETTLED;
    CompletionStage<@Nullable Void> end = over;
    try {
      options.time().await(wake -> end.thenRun(wake), won ? Long.MAX_VALUE : longest);
    } catch (InterruptedException genuine) {
      Thread.currentThread().interrupt();
      interrupted = true;
    }
  }

  private @Nullable Outcome<T> settled() {
    try {
      return pair.outcome().toCompletableFuture().getNow(null);
    } catch (CompletionException broken) {
      throw Sneaky.throwing(Causes.unwrap(broken));
    }
  }

  private Outcome<T> cutOff(Outcome<T> own, boolean late, long limit) {
    if (interrupted) {
      cut = CallInterruption.INTERRUPT;
    } else if (call.cancelled()) {
      cut = CallInterruption.TOKEN;
    } else if (late || call.deadline().expired()) {
      cut = CallInterruption.DEADLINE;
    } else {
      return Outcome.failed(new AttemptTimeoutException(number, limit, null));
    }
    return own;
  }

  @Override
  public RunningAttempt<T> hedge() {
    BlockingAttempt<T> begun = new BlockingAttempt<>(options, action, number);
    second = begun;
    return begun;
  }

  @Override
  public boolean settles(Outcome<T> outcome) {
    return !disturbed(outcome) && !(verdicts.of(outcome) instanceof Verdict.Retryable);
  }

  /** An outcome that does not settle the pair is retryable or neutral. */
  @Override
  public Ending ending(Outcome<T> outcome) {
    return disturbed(outcome) ? Ending.IGNORED : Ending.FAILED;
  }

  @Override
  public boolean firstFailureCounts(Outcome<T> cameFirst, Outcome<T> cameLast) {
    return disturbed(cameLast);
  }

  /** The owner of the second attempt's thread interrupted it; the caller did not. */
  private boolean disturbed(Outcome<T> outcome) {
    BlockingAttempt<T> begun = second;
    return begun != null && begun.disturbed() == outcome;
  }

  @Override
  public void settled(boolean bySecond, @Nullable String became) {
    wonBySecond = bySecond;
    words = became;
  }
}
