/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.LedgerGuard;
import dev.holdfast.engine.latency.Timing;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.latency.Hedge;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hedged pair on its own: the guards are recorded, and the test controls the attempts. */
class HedgedAttemptTest implements Hedging<String> {

  private static final long DELAY = 50_000_000;
  private static final long MILLI = 1_000_000;
  private static final Refusal FULL = Refusal.of(Refusal.Kind.OVERLOADED, () -> "it is full");

  private final FakeTime time = new FakeTime();
  private final LedgerGuard ledger = new LedgerGuard();
  private final HeldAttempt first = new HeldAttempt();
  private final HeldAttempt second = new HeldAttempt();
  private final List<String> told = new ArrayList<>();
  private Budget budget = Budget.unlimited();
  private Executor executor = Runnable::run;
  private boolean firstCounts;
  private @Nullable RuntimeException broken;
  /** Runs while the second attempt begins. */
  private Runnable meanwhile = () -> {};

  @Override
  public RunningAttempt<String> hedge() {
    meanwhile.run();
    if (broken != null) {
      throw broken;
    }
    return second;
  }

  @Override
  public boolean settles(Outcome<String> outcome) {
    return outcome instanceof Outcome.Value;
  }

  @Override
  public Ending ending(Outcome<String> outcome) {
    return Ending.FAILED;
  }

  @Override
  public boolean firstFailureCounts(Outcome<String> cameFirst, Outcome<String> cameLast) {
    return firstCounts;
  }

  @Override
  public void settled(boolean bySecond, @Nullable String words) {
    told.add((bySecond ? "second" : "first") + ", " + words);
  }

  private HedgedAttempt<String> begin() {
    Timing timing = Timing.of(Hedge.after(Duration.ofNanos(DELAY)), null, time);
    Pipeline pipeline =
        Pipeline.of(Budget.unlimited(), List.of(ledger)).hedgesPayFrom(budget).with(timing);
    HedgedAttempt<String> pair =
        new HedgedAttempt<>(new AsyncDriver(time, executor), pipeline, Deadline.none(), this);
    pair.start(first);
    return pair;
  }

  private CompletableFuture<Outcome<String>> start() {
    return begin().outcome().toCompletableFuture();
  }

  @Test
  void asksTheGuardsWhenItsTimeHasComeAndNotBefore() {
    begin();
    assertThat(ledger.granted()).isZero();
    time.advance(DELAY);

    assertThat(ledger.granted()).isEqualTo(1);
    assertThat(ledger.back()).isEmpty();
  }

  @Test
  void theLosersPermitComesBackOnceAndSaysNothing() {
    CompletableFuture<Outcome<String>> end = start();
    time.advance(DELAY);
    second.succeed("second");
    first.succeed("too late");

    assertThat(end).isCompletedWithValue(Outcome.of("second"));
    assertThat(first.cancelled()).isTrue();
    assertThat(second.cancelled()).isFalse();
    assertThat(ledger.endings()).containsExactly(Ending.IGNORED);
    assertThat(told).containsExactly("second, after 50 ms: won");
  }

  @Test
  void aFirstThatFailsIsToldAtOnceWithTheTimeItTook() {
    CompletableFuture<Outcome<String>> end = start();
    time.advance(DELAY);
    time.advance(10 * MILLI);
    first.fail("first");

    assertThat(end).isNotDone();
    assertThat(ledger.back()).containsExactly(new LedgerGuard.Back(Ending.FAILED, 60 * MILLI));
    second.succeed("second");
    assertThat(end).isCompletedWithValue(Outcome.of("second"));
    assertThat(ledger.back()).hasSize(1);
    assertThat(told).containsExactly("second, after 50 ms: won");
  }

  @Test
  void aSecondThatFailsIsToldAtOnceWithTheTimeItTook() {
    begin();
    time.advance(DELAY);
    time.advance(10 * MILLI);
    second.fail("second");
    first.succeed("first");

    assertThat(ledger.back()).containsExactly(new LedgerGuard.Back(Ending.FAILED, 10 * MILLI));
    assertThat(told).containsExactly("first, after 50 ms: failed first");
  }

  @Test
  void ofTwoFailuresTheLastCountsAndTheOtherIsToldOnce() {
    CompletableFuture<Outcome<String>> end = start();
    time.advance(DELAY);
    first.fail("first");
    second.fail("second");

    assertThat(end).isCompletedWithValueMatching(outcome -> outcome.toString().contains("second"));
    assertThat(ledger.endings()).containsExactly(Ending.FAILED);
    assertThat(told).containsExactly("second, after 50 ms: failed too");
  }

  @Test
  void ofTwoFailuresTheCallersSideMayChooseTheOneThatCameFirst() {
    firstCounts = true;
    CompletableFuture<Outcome<String>> end = start();
    time.advance(DELAY);
    first.fail("first");
    second.fail("second");

    assertThat(end).isCompletedWithValueMatching(outcome -> outcome.toString().contains("first"));
    assertThat(told).containsExactly("first, after 50 ms: failed too");
  }

  @Test
  void nothingIsSaidOfASecondThatWasNotNeeded() {
    CompletableFuture<Outcome<String>> end = start();
    first.fail("first");

    assertThat(end).isDone();
    assertThat(told).containsExactly("first, null");
    assertThat(time.pendingTimers()).isZero();
    assertThat(ledger.granted()).isZero();
  }

  @Test
  void theSecondNeverWaits() {
    CompletableFuture<Outcome<String>> end = start();
    ledger.answer(new Admission.Later(1, FULL));
    time.advance(DELAY);
    first.fail("first");

    assertThat(end).isDone();
    assertThat(told).containsExactly("first, after 50 ms: not sent, it would have to wait");
  }

  @Test
  void aTurnThatComesLaterGoesBackSinceTheSecondDoesNotWaitForIt() {
    CompletableFuture<Outcome<String>> end = start();
    ledger.answer(new Admission.Granted(ledger, 1, () -> "its turn comes"));
    time.advance(DELAY);

    assertThat(end).isNotDone();
    assertThat(ledger.endings()).containsExactly(Ending.UNUSED);
  }

  @Test
  void aRefusalIsTheReason() {
    begin();
    ledger.answer(new Admission.Refused(FULL));
    time.advance(DELAY);
    first.succeed("first");

    assertThat(told).containsExactly("first, after 50 ms: not sent, it is full");
  }

  @Test
  void anEmptyBudgetGivesThePermitBackUnused() {
    budget = RetryBudget.of(0, 1).open("place", time);
    assertThat(budget.tryAcquire()).isTrue();
    begin();
    time.advance(DELAY);

    assertThat(ledger.endings()).containsExactly(Ending.UNUSED);
  }

  @Test
  @Tag("I7")
  void aTokenGoesBackIfThePairEndsAsItsSecondBegins() {
    budget = RetryBudget.of(0, 1).open("place", time);
    begin();
    ledger.whenAsked(() -> first.succeed("first"));
    time.advance(DELAY);

    assertThat(second.runs()).isZero();
    assertThat(ledger.endings()).containsExactly(Ending.UNUSED);
    assertThat(budget.tryAcquire()).isTrue();
  }

  @Test
  @Tag("I7")
  void aTokenGoesBackIfTheFirstFailsAsItsSecondBegins() {
    budget = RetryBudget.of(0, 1).open("place", time);
    CompletableFuture<Outcome<String>> end = start();
    ledger.whenAsked(() -> first.fail("first"));
    time.advance(DELAY);

    assertThat(end).isCompletedWithValueMatching(outcome -> outcome.toString().contains("first"));
    assertThat(told)
        .containsExactly(
            "first, after 50 ms: not sent, the first attempt ended in the same moment");
    assertThat(ledger.endings()).containsExactly(Ending.UNUSED);
    assertThat(budget.tryAcquire()).isTrue();
  }

  @Test
  void aFirstThatFailsAsItsSecondCannotBeBegunIsNotToldBesideThePair() {
    broken = new IllegalStateException("no second");
    meanwhile = () -> first.fail("first");
    CompletableFuture<Outcome<String>> end = start();
    time.advance(DELAY);

    assertThat(end).isCompletedWithValueMatching(outcome -> outcome.toString().contains("first"));
    assertThat(ledger.endings()).containsExactly(Ending.UNUSED);
  }

  @Test
  void aFirstThatFailsAsItsSecondIsBegunIsToldOnceItHas() {
    meanwhile = () -> first.fail("first");
    CompletableFuture<Outcome<String>> end = start();
    time.advance(DELAY);

    assertThat(end).isNotDone();
    assertThat(ledger.back()).containsExactly(new LedgerGuard.Back(Ending.FAILED, DELAY));
    second.succeed("second");
    assertThat(end).isCompletedWithValue(Outcome.of("second"));
    assertThat(ledger.back()).hasSize(1);
  }

  @Test
  void aGuardThatBreaksLeavesTheFirstAlone() {
    CompletableFuture<Outcome<String>> end = start();
    ledger.whenAsked(() -> {
      throw new IllegalStateException("guard");
    });
    time.advance(DELAY);
    first.fail("first");

    assertThat(end).isDone();
    assertThat(told)
        .containsExactly("first, after 50 ms: not sent, java.lang.IllegalStateException: guard");
  }

  @Test
  void anExecutorThatRefusesIsTheReason() {
    executor = task -> {
      throw new RejectedExecutionException("full");
    };
    begin();
    time.advance(DELAY);
    first.succeed("first");

    assertThat(told).containsExactly("first, after 50 ms: not sent, no thread takes it");
  }

  @Test
  void theSecondDoesItsWorkOnceEverythingElseIsDone() {
    begin();
    time.advance(DELAY);
    assertThat(second.runs()).isEqualTo(1);
    meanwhile = () -> first.succeed("first");
    begin();
    time.advance(DELAY);

    assertThat(second.runs()).as("the first had ended").isEqualTo(1);
  }

  @Test
  void aSecondThatCannotBeBegunGivesItsPermitBackAtOnce() {
    broken = new IllegalStateException("no second");
    begin();
    time.advance(DELAY);

    assertThat(ledger.endings()).containsExactly(Ending.UNUSED);
    first.succeed("first");
    assertThat(told)
        .containsExactly(
            "first, after 50 ms: not sent, java.lang.IllegalStateException: no second");
  }

  @Test
  void cancellingEndsBothAndGivesThePermitBackOnce() {
    HedgedAttempt<String> pair = begin();
    time.advance(DELAY);
    pair.cancel();
    pair.cancel();
    second.succeed("too late");

    assertThat(first.cancelled()).isTrue();
    assertThat(second.cancelled()).isTrue();
    assertThat(ledger.endings()).containsExactly(Ending.IGNORED);
    assertThat(pair.outcome().toCompletableFuture()).isNotDone();
    assertThat(told).isEmpty();
  }

  @Test
  void cancellingBeforeItsTimeLeavesNoTimer() {
    begin().cancel();
    time.advance(DELAY);

    assertThat(time.pendingTimers()).isZero();
    assertThat(ledger.granted()).isZero();
  }

  @Test
  void aSecondThatIsLateIsNotAskedFor() {
    List<Runnable> later = new ArrayList<>();
    executor = later::add;
    begin();
    time.advance(DELAY);
    first.succeed("first");
    later.forEach(Runnable::run);

    assertThat(ledger.granted()).isZero();
    assertThat(told).containsExactly("first, null");
  }

  @Test
  void whatIsNoOutcomeBreaksThePairAndEndsBoth() {
    CompletableFuture<Outcome<String>> end = start();
    time.advance(DELAY);
    second.breakOff(new IllegalStateException("broken"));

    assertThat(end).isCompletedExceptionally();
    assertThat(first.cancelled()).isTrue();
    assertThat(ledger.endings()).containsExactly(Ending.IGNORED);
  }
}
