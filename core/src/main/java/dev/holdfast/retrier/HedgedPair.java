/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.guard.Ending;
import dev.holdfast.retry.HedgedAttempt;
import dev.holdfast.retry.Hedging;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.Racer;
import dev.holdfast.retry.Verdict;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt of an asynchronous call, and a second one if the first takes long. */
final class HedgedPair<T> implements Underway<T>, Hedging<T> {

  private final RetriedCall<T> call;
  private final Supplier<AsyncAttempt<T>> begin;
  private final Consumer<String> tell;
  private final HedgedAttempt<T> pair;
  private final AsyncAttempt<T> first;
  private volatile @Nullable AsyncAttempt<T> second;

  /**
   * Begins the first attempt.
   *
   * @param begin begins an attempt, with its timers
   * @param tell hears what became of the second attempt
   */
  HedgedPair(RetriedCall<T> call, Supplier<AsyncAttempt<T>> begin, Consumer<String> tell) {
    this.tell = tell;
    this.call = call;
    this.begin = begin;
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
  public Racer<T> hedge() {
    AsyncAttempt<T> begun = begin.get();
    second = begun;
    return begun;
  }

  @Override
  public boolean settles(Outcome<T> outcome) {
    return !(judge(outcome) instanceof Verdict.Retryable);
  }

  @Override
  public Ending ending(Outcome<T> outcome) {
    return judge(outcome) instanceof Verdict.Retryable retryable && retryable.immediate()
        ? Ending.IGNORED
        : Ending.FAILED;
  }

  private Verdict judge(Outcome<T> outcome) {
    return call.options().condition().judge(outcome);
  }

  @Override
  public void settled(boolean bySecond, @Nullable String words) {
    if (words != null) {
      tell.accept(words);
    }
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
