/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.hedge.HedgedAttempt;
import dev.holdfast.engine.hedge.Hedging;
import dev.holdfast.engine.hedge.RunningAttempt;
import dev.holdfast.guard.Ending;
import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt of an asynchronous call, with a second one if the first is slow. */
final class HedgedPair<T> implements PendingAttempt<T>, Hedging<T> {

  private final Supplier<AsyncAttempt<T>> begin;
  private final Consumer<String> tell;
  private final HedgedAttempt<T> pair;
  private final Verdicts verdicts;
  private final AsyncAttempt<T> first;
  private volatile @Nullable AsyncAttempt<T> second;
  private volatile @Nullable String words;

  /**
   * Begins the first attempt.
   *
   * @param begin begins an attempt and sets its timers
   * @param tell called with the result of the second attempt, in words
   */
  HedgedPair(RetriedCall<T> call, Supplier<AsyncAttempt<T>> begin, Consumer<String> tell) {
    this.tell = tell;
    this.begin = begin;
    this.verdicts = new Verdicts(call.options().condition());
    this.pair =
        new HedgedAttempt<>(call.driver(), call.options().pipeline(), call.deadline(), this);
    this.first = begin.get();
  }

  HedgedPair<T> start() {
    pair.start(first);
    return this;
  }

  @Override
  public CompletionStage<Outcome<T>> outcome() {
    return pair.outcome();
  }

  @Override
  public RunningAttempt<T> hedge() {
    AsyncAttempt<T> begun = begin.get();
    second = begun;
    return begun;
  }

  @Override
  public boolean settles(Outcome<T> outcome) {
    return !(verdicts.of(outcome) instanceof Verdict.Retryable);
  }

  /** An outcome that does not settle the pair is retryable. */
  @Override
  public Ending ending(Outcome<T> outcome) {
    return Ending.FAILED;
  }

  @Override
  public void settled(boolean bySecond, @Nullable String became) {
    words = became;
    if (became != null) {
      tell.accept(became);
    }
  }

  @Override
  public Verdict verdict(Outcome<T> outcome) {
    return verdicts.of(outcome);
  }

  @Override
  public @Nullable String words() {
    return words;
  }

  @Override
  public void release() {
    first.release();
    AsyncAttempt<T> begun = second;
    if (begun != null) {
      begun.release();
    }
  }

  @Override
  public void abandon() {
    pair.cancel();
  }
}
