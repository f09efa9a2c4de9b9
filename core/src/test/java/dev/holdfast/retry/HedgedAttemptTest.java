/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Pipeline;
import dev.holdfast.guard.Refusal;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.Timing;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What guards and the history hear of a pair of attempts. */
class HedgedAttemptTest {

  private static final Duration DELAY = Duration.ofMillis(50);
  private static final Outcome<String> GOOD = Outcome.of("good");
  private static final Outcome<String> BAD = Outcome.failed(new IllegalStateException("bad"));
  private static final Refusal FULL = Refusal.of(Refusal.Kind.OVERLOADED, () -> "it is full");

  private final FakeTime time = new FakeTime();
  private final Racer first = new Racer();
  private final Racer second = new Racer();
  private final List<String> settled = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private Admission answer = Admission.Granted.at((ending, elapsedNanos) -> endings.add(ending));
  private Budget budget = Budget.unlimited();

  /** One of the two, ended by the test. */
  private static final class Racer implements HedgedAttempt.Racer<String> {
    private final CompletableFuture<Outcome<String>> outcome = new CompletableFuture<>();
    private boolean begun;
    private boolean cancelled;

    @Override
    public CompletionStage<Outcome<String>> outcome() {
      return outcome;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final class Pair implements HedgedAttempt.Side<String> {
    @Override
    public HedgedAttempt.Racer<String> hedge() {
      second.begun = true;
      return second;
    }

    @Override
    public boolean settles(Outcome<String> outcome) {
      return outcome == GOOD;
    }

    @Override
    public Ending ending(Outcome<String> outcome) {
      return Ending.FAILED;
    }

    @Override
    public void settled(boolean won, @Nullable String words) {
      settled.add(won + ", " + words);
    }
  }

  private final class OnlyGuard implements Guard {
    @Override
    public Admission admit() {
      return answer;
    }

    @Override
    public String describe() {
      return "the guard of a test";
    }
  }

  private HedgedAttempt<String> begun() {
    Pipeline pipeline = Pipeline.of(budget, List.of(new OnlyGuard()))
        .with(Timing.of(Hedge.after(DELAY), null, time));
    HedgedAttempt<String> pair = new HedgedAttempt<>(
        new AsyncDriver(time, Runnable::run), pipeline, Deadline.none(), new Pair());
    pair.start(first);
    return pair;
  }

  private CompletableFuture<Outcome<String>> hedged() {
    HedgedAttempt<String> pair = begun();
    time.advance(DELAY.toNanos());
    return pair.outcome().toCompletableFuture();
  }

  @Test
  void nothingIsSaidOfASecondThatWasNotNeeded() {
    CompletableFuture<Outcome<String>> outcome = begun().outcome().toCompletableFuture();
    first.outcome.complete(GOOD);

    assertThat(outcome).isCompletedWithValue(GOOD);
    assertThat(settled).containsExactly("false, null");
    assertThat(time.pendingTimers()).isZero();
    assertThat(second.begun).isFalse();
  }

  @Test
  void aFailedFirstEndsThePairIfThereIsNoSecondYet() {
    CompletableFuture<Outcome<String>> outcome = begun().outcome().toCompletableFuture();
    first.outcome.complete(BAD);

    assertThat(outcome).isCompletedWithValue(BAD);
    assertThat(settled).containsExactly("false, null");
  }

  @Test
  void theSecondWins() {
    CompletableFuture<Outcome<String>> outcome = hedged();
    second.outcome.complete(GOOD);

    assertThat(outcome).isCompletedWithValue(GOOD);
    assertThat(settled).containsExactly("true, after 50 ms: won");
    assertThat(first.cancelled).isTrue();
    // The pair's own outcome tells the guards; its second pass does not tell them again.
    assertThat(endings).containsExactly(Ending.IGNORED);
  }

  @Test
  void theFirstWinsOverASecondUnderWay() {
    CompletableFuture<Outcome<String>> outcome = hedged();
    first.outcome.complete(GOOD);

    assertThat(outcome).isCompletedWithValue(GOOD);
    assertThat(settled).containsExactly("false, after 50 ms: cancelled");
    assertThat(second.cancelled).isTrue();
    assertThat(endings).containsExactly(Ending.IGNORED);
  }

  @Test
  void aSecondThatFailedFirstIsToldToTheGuardsByItself() {
    CompletableFuture<Outcome<String>> outcome = hedged();
    second.outcome.complete(BAD);
    assertThat(outcome).isNotDone();
    assertThat(endings).containsExactly(Ending.FAILED);
    first.outcome.complete(GOOD);

    assertThat(outcome).isCompletedWithValue(GOOD);
    assertThat(settled).containsExactly("false, after 50 ms: failed first");
    assertThat(endings).containsExactly(Ending.FAILED);
  }

  @Test
  void aFirstThatFailsWaitsForTheSecond() {
    CompletableFuture<Outcome<String>> outcome = hedged();
    first.outcome.complete(BAD);
    assertThat(outcome).isNotDone();
    second.outcome.complete(BAD);

    assertThat(outcome).isCompletedWithValue(BAD);
    assertThat(settled).containsExactly("true, after 50 ms: won");
  }

  @Test
  void aGuardThatRefusesKeepsTheSecondFromBeingSent() {
    answer = new Admission.Refused(FULL);
    CompletableFuture<Outcome<String>> outcome = hedged();
    first.outcome.complete(BAD);

    assertThat(outcome).isCompletedWithValue(BAD);
    assertThat(second.begun).isFalse();
    assertThat(settled).containsExactly("false, after 50 ms: not sent, it is full");
  }

  @Test
  void theSecondNeverWaits() {
    answer = new Admission.Later(1, FULL);
    CompletableFuture<Outcome<String>> outcome = hedged();
    first.outcome.complete(GOOD);

    assertThat(outcome).isCompletedWithValue(GOOD);
    assertThat(second.begun).isFalse();
    assertThat(settled).containsExactly("false, after 50 ms: not sent, it would have to wait");
  }

  @Test
  void aTurnThatComesLaterGoesBackAsTheSecondDoesNotWaitForIt() {
    answer = new Admission.Granted(
        (ending, elapsedNanos) -> endings.add(ending), 1, () -> "its turn comes");

    assertThat(hedged()).isNotDone();
    assertThat(second.begun).isFalse();
    assertThat(endings).containsExactly(Ending.UNUSED);
  }

  @Test
  void withoutATokenTheSecondIsNotSentAndItsPermitGoesBack() {
    budget = RetryBudget.of(0, 1).open("place", time);
    assertThat(budget.tryAcquire()).isTrue();
    CompletableFuture<Outcome<String>> outcome = hedged();
    first.outcome.complete(GOOD);

    assertThat(outcome).isCompletedWithValue(GOOD);
    assertThat(second.begun).isFalse();
    assertThat(endings).containsExactly(Ending.UNUSED);
    assertThat(settled)
        .containsExactly("false, after 50 ms: not sent, the retry budget of place"
            + " (0 % of the successes of 10 s and 1 per 60 s) is used up");
  }

  @Test
  void cancellingEndsBothSaysNothingAndGivesThePermitBack() {
    HedgedAttempt<String> pair = begun();
    time.advance(DELAY.toNanos());
    pair.cancel();

    assertThat(first.cancelled).isTrue();
    assertThat(second.cancelled).isTrue();
    assertThat(endings).containsExactly(Ending.IGNORED);
    assertThat(settled).isEmpty();
    assertThat(pair.outcome().toCompletableFuture()).isNotDone();
  }

  @Test
  void cancellingBeforeTheSecondKeepsItFromBeingMade() {
    HedgedAttempt<String> pair = begun();
    pair.cancel();
    time.advance(DELAY.toNanos());

    assertThat(second.begun).isFalse();
    assertThat(time.pendingTimers()).isZero();
  }
}
