/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.Origins;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Retries of a batch wait until the budget can pay for them, instead of failing. */
class WaitForBudgetTest {

  private final FakeTime time = new FakeTime();
  private final OriginPolicies lane = Origins.open(
      Safeguards.builder().retryBudget(RetryBudget.of(0.5, 2)).build(),
      "db",
      time,
      new PinnedRandom(0),
      LimitStore.unshared(time));
  private final Budget budget = lane.pipeline().budget();
  private final List<String> sent = new ArrayList<>();

  private Retrier retrier(Duration deadline) {
    return Retrier.builder()
        .time(time)
        .random(new PinnedRandom(0))
        .executor(Runnable::run)
        .retryOn(RetryCondition.onException(IllegalStateException.class))
        .deadline(deadline)
        .pipeline(lane.pipeline())
        .waitForBudget(true)
        .build();
  }

  /** Fails the first time, then succeeds. */
  private CompletableFuture<String> begin(Retrier retrier, String name) {
    return retrier.callAsync(() -> CompletableFuture.supplyAsync(() -> once(name), Runnable::run));
  }

  private String once(String name) {
    boolean first = !sent.contains(name);
    sent.add(name);
    if (first) {
      throw new IllegalStateException("down");
    }
    return name;
  }

  private void usedUp() {
    CompletableFuture<String> ignored =
        begin(retrier(Duration.ofSeconds(1)), "another call in trouble");
    while (budget.tryAcquire()) {
      // Repeats until the budget is used up.
    }
    sent.clear();
  }

  private void succeed(int times) {
    Retrier plain = Retrier.builder().time(time).pipeline(lane.pipeline()).build();
    for (int i = 0; i < times; i++) {
      plain.get(() -> "ok");
    }
  }

  @Test
  void anAsynchronousRetryWaitsUntilSuccessesHavePaidForIt() {
    usedUp();
    CompletableFuture<String> call = begin(retrier(Duration.ofSeconds(60)), "a");
    assertThat(call).isNotDone();
    assertThat(sent).containsExactly("a");

    succeed(2);
    assertThat(call).as("every third success lets one go").isNotDone();
    succeed(1);

    assertThat(call).isCompletedWithValue("a");
    assertThat(sent).containsExactly("a", "a");
  }

  @Test
  void aBlockingRetryWaitsUntilSuccessesHavePaidForIt() throws Exception {
    usedUp();
    time.whenAwaited(() -> succeed(4));

    String value = retrier(Duration.ofSeconds(60)).call(() -> once("a"));

    assertThat(value).isEqualTo("a");
    assertThat(sent).containsExactly("a", "a");
  }

  @Test
  void findsWithinASecondWhatTheBudgetGetsByItself() {
    usedUp();
    CompletableFuture<String> call = begin(retrier(Duration.ofMinutes(20)), "a");

    time.advance(Duration.ofMinutes(2).toNanos());
    assertThat(call).isNotDone();
    time.advance(Duration.ofSeconds(30).toNanos());
    time.advance(Duration.ofSeconds(1).toNanos());

    assertThat(call).as("two retries fill within five minutes").isCompletedWithValue("a");
  }

  @Test
  void thoseThatWaitAreServedInTheOrderTheyCame() {
    usedUp();
    Retrier batch = retrier(Duration.ofSeconds(60));
    List<String> done = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      CompletableFuture<Void> ignored = begin(batch, name).thenAccept(done::add);
    }

    succeed(3);
    assertThat(done).containsExactly("a");
    succeed(3);

    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void whatGathersDuringAnOutageComesBackSlowly() {
    usedUp();
    Retrier batch = retrier(Duration.ofSeconds(60));
    for (int i = 0; i < 100; i++) {
      CompletableFuture<String> ignored = begin(batch, "call " + i);
    }
    assertThat(sent).hasSize(100);

    succeed(20);

    assertThat(sent)
        .as("every third success lets one go, whatever the retries get back")
        .hasSize(100 + 6);
  }

  @Test
  void endsAtTheDeadlineAndSaysWhatItHasWaitedFor() {
    usedUp();
    CompletableFuture<String> call = begin(retrier(Duration.ofSeconds(10)), "a");
    for (int second = 0; second < 10; second++) {
      assertThat(call).isNotDone();
      time.advance(Duration.ofSeconds(1).toNanos());
    }

    Throwable thrown = catchThrowable(call::join).getCause();
    assertThat(thrown)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the retry budget of db")
        .hasMessageEndingWith("is used up; the deadline has passed while the call waited for it");
    assertThat(((RefusedException) thrown).kind()).isEqualTo(Refusal.Kind.DEADLINE);
    assertThat(sent).containsExactly("a");
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aCancelledCallLeavesItsPlaceToTheNext() {
    usedUp();
    Retrier batch = retrier(Duration.ofSeconds(60));
    CompletableFuture<String> first = begin(batch, "a");
    CompletableFuture<String> second = begin(batch, "b");

    first.cancel(true);
    succeed(4);

    assertThat(second).isCompletedWithValue("b");
    assertThat(sent).containsExactly("a", "b", "b");
  }

  @Test
  void doesNotWaitUnlessItIsAskedFor() {
    usedUp();
    Retrier plain =
        retrier(Duration.ofSeconds(60)).toBuilder().waitForBudget(false).build();

    CompletableFuture<String> call = begin(plain, "a");

    assertThat(call).isCompletedExceptionally();
  }
}
