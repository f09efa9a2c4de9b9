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
 * An attempt at a block of code on the caller's thread, and a second one on another if the first
 * takes long. Whichever settles the matter interrupts the other. A first attempt that fails while
 * the second goes on has the caller's thread wait for that one: until it ends, at most for the
 * attempt timeout and the deadline, and unless the thread is interrupted or the call is cancelled.
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
  /** Complete when there is nothing to wait for: the pair has ended, or the call is cancelled. */
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

  private volatile boolean wonBySecond;
  private volatile @Nullable String words;
  // What follows belongs to the caller's thread.
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

  /** Makes the attempt, on the caller's thread; what came of it. */
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

  /** What cut the pair off; null if it ended by itself. Once it has run. */
  @Nullable CallInterruption cut() {
    return cut;
  }

  /** On the outcome that the pair ended with: asked for before, if that settled it. */
  Verdict verdict(Outcome<T> outcome) {
    return verdicts.of(outcome);
  }

  /** Whether the pair ended with an interrupt of the caller's thread that is not ours. */
  boolean interrupted(Outcome<T> outcome) {
    return first.disturbed() == outcome;
  }

  /** What became of the second attempt; null if there was none. Once it has run. */
  @Nullable String words() {
    return cut == null ? words : null;
  }

  /** By the token, on any thread. */
  private void cancelled() {
    first.strike(Cause.CANCELLED);
    pair.cancel();
    over.complete(null);
  }

  private Outcome<T> end(Outcome<T> own) {
    boolean late = first.struck() == Cause.DEADLINE && own instanceof Outcome.Failure;
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
      // Somebody interrupted the caller's thread, which the result does not say.
      Thread.currentThread().interrupt();
    }
    return settled;
  }

  private void await(long limit) {
    if (over.isDone()) {
      return;
    }
    // A second attempt has begun by now, so it has no more than a whole limit left.
    long longest = Math.min(call.deadline().remainingNanos(), limit);
    // If it has won, it is about to say so.
    boolean won = first.struck() == Cause.OUTRUN;
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

  /** What does not settle is worth a retry, or says nothing. */
  @Override
  public Ending ending(Outcome<T> outcome) {
    return disturbed(outcome) ? Ending.IGNORED : Ending.FAILED;
  }

  @Override
  public boolean firstFailureCounts(Outcome<T> cameFirst, Outcome<T> cameLast) {
    return disturbed(cameLast);
  }

  /** Whoever owns the second attempt's thread has interrupted it: nothing that the caller did. */
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
