/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Origins;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.engine.latency.Timing;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An asynchronous call with a second attempt beside a slow first one. */
class HedgedRetrierTest {

  private static final Duration DELAY = Duration.ofMillis(50);

  private final FakeTime time = new FakeTime();
  private final List<CompletableFuture<String>> attempts = new ArrayList<>();

  private OriginPolicies origin(Safeguards.Builder rules) {
    return Origins.open(rules.build(), "place", time, new Random(1), LimitStore.unshared(time));
  }

  private Retrier retrier(Pipeline pipeline) {
    return Retrier.builder()
        .time(time)
        .executor(Runnable::run)
        .pipeline(pipeline)
        .build();
  }

  private CompletableFuture<String> call(Pipeline pipeline) {
    return retrier(pipeline).callAsync(this::attempt);
  }

  private CompletableFuture<String> attempt() {
    CompletableFuture<String> attempt = new CompletableFuture<>();
    attempts.add(attempt);
    return attempt;
  }

  private OriginPolicies hedged() {
    return origin(Safeguards.builder().hedge(Hedge.after(DELAY)));
  }

  @Test
  void aQuickAnswerIsNotHedged() {
    CompletableFuture<String> call = call(hedged().pipeline());
    time.advance(Duration.ofMillis(49).toNanos());
    attempts.get(0).complete("first");
    time.advance(Duration.ofSeconds(1).toNanos());

    assertThat(call).isCompletedWithValue("first");
    assertThat(attempts).hasSize(1);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void theSecondWinsAndTheFirstIsCancelled() {
    CompletableFuture<String> call = call(hedged().pipeline());
    time.advance(DELAY.toNanos());
    attempts.get(1).complete("second");

    assertThat(call).isCompletedWithValue("second");
    assertThat(attempts.get(0)).isCancelled();
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void theFirstWinsAndTheSecondIsCancelled() {
    CompletableFuture<String> call = call(hedged().pipeline());
    time.advance(DELAY.toNanos());
    attempts.get(0).complete("first");

    assertThat(call).isCompletedWithValue("first");
    assertThat(attempts.get(1)).isCancelled();
  }

  @Test
  void listenersHearWhatBecameOfTheSecondBeforeTheAttemptEnds() {
    List<String> heard = new ArrayList<>();
    RetryListener listener = new RetryListener() {
      @Override
      public void hedged(int attempt, String words) {
        heard.add("attempt " + attempt + ", " + words);
      }

      @Override
      public void afterAttempt(AttemptRecord attempt) {
        heard.add("after attempt " + attempt.number());
      }
    };
    CompletableFuture<String> call = retrier(hedged().pipeline()).toBuilder()
        .listener(listener)
        .build()
        .callAsync(this::attempt);
    time.advance(DELAY.toNanos());
    attempts.get(1).complete("second");

    assertThat(call).isCompletedWithValue("second");
    assertThat(heard).containsExactly("attempt 1, after 50 ms: won", "after attempt 1");
  }

  @Test
  void theHistorySaysWhatBecameOfTheSecondAndNothingOfOneThatWasNotNeeded() {
    CompletableFuture<String> call =
        retrier(hedged().pipeline()).toBuilder().total(1).build().callAsync(this::attempt);
    time.advance(DELAY.toNanos());
    attempts.get(1).completeExceptionally(new IOException("second"));
    attempts.get(0).completeExceptionally(new IOException("first"));
    attempts.get(2).completeExceptionally(new IOException("third"));

    IOException thrown = (IOException) call.handle((value, failure) -> failure).join();
    List<AttemptRecord> history = Retrier.attempts(thrown);
    assertThat(history)
        .extracting(AttemptRecord::notes)
        .containsExactly(List.of("hedge after 50 ms: failed first"), List.of());
    assertThat(history.get(0)).asString().endsWith("; note: hedge after 50 ms: failed first");
  }

  @Test
  void thereIsNoThirdHoweverLongItTakes() {
    CompletableFuture<String> call = call(hedged().pipeline());
    time.advance(Duration.ofSeconds(60).toNanos());

    assertThat(attempts).hasSize(2);
    assertThat(call).isNotDone();
  }

  @Test
  void aFailureThatMayPassWaitsForTheOther() {
    CompletableFuture<String> call = call(hedged().pipeline());
    time.advance(DELAY.toNanos());
    attempts.get(1).completeExceptionally(new IOException("second"));
    assertThat(call).isNotDone();
    attempts.get(0).complete("first");

    assertThat(call).isCompletedWithValue("first");
    assertThat(attempts).hasSize(2);
  }

  @Test
  void aFailureThatStaysEndsBoth() {
    CompletableFuture<String> call = call(hedged().pipeline());
    time.advance(DELAY.toNanos());
    attempts.get(0).completeExceptionally(new IllegalArgumentException("mistake"));

    assertThat(call).isCompletedExceptionally();
    assertThatThrownBy(call::join).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(attempts.get(1)).isCancelled();
  }

  @Test
  void ifBothFailTheLastCountsAndTheCallIsRetriedOnce() {
    CompletableFuture<String> call = call(hedged().pipeline());
    time.advance(DELAY.toNanos());
    attempts.get(0).completeExceptionally(new IOException("first"));
    attempts.get(1).completeExceptionally(new IOException("second"));
    attempts.get(2).complete("third");

    assertThat(call).isCompletedWithValue("third");
    assertThat(attempts).hasSize(3);
  }

  @Test
  @Tag("I7")
  void eachTakesATokenAndWithoutOneThereIsNone() {
    OriginPolicies origin =
        origin(Safeguards.builder().retryBudget(RetryBudget.of(0, 2)).hedge(Hedge.after(DELAY)));
    int reserve = RetryBudget.hedges().reserve();
    List<CompletableFuture<String>> calls =
        Stream.generate(() -> call(origin.pipeline())).limit(reserve + 1).toList();
    time.advance(DELAY.toNanos());

    assertThat(attempts).hasSize(2 * reserve + 1);
    assertThat(calls).noneMatch(CompletableFuture::isDone);
  }

  @Test
  @Tag("I10")
  void isNotMadeIfItWouldHaveToWaitAndGivesBackWhatItHeld() {
    OriginPolicies origin = origin(
        Safeguards.builder().concurrency(ConcurrencyLimit.fixed(3)).hedge(Hedge.after(DELAY)));
    CompletableFuture<String> one = call(origin.pipeline());
    CompletableFuture<String> two = call(origin.pipeline());
    time.advance(DELAY.toNanos());

    // Two first attempts and one second attempt use the three permits.
    assertThat(attempts).hasSize(3);
    attempts.get(0).complete("one");
    attempts.get(1).complete("two");
    assertThat(one).isCompletedWithValue("one");
    assertThat(two).isCompletedWithValue("two");
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
  }

  @Test
  @Tag("I10")
  void cancellingTheCallEndsBothAndGivesEverythingBack() {
    OriginPolicies origin = origin(
        Safeguards.builder().concurrency(ConcurrencyLimit.fixed(5)).hedge(Hedge.after(DELAY)));
    CompletableFuture<String> call = call(origin.pipeline());
    time.advance(DELAY.toNanos());
    call.cancel(true);

    assertThat(attempts).allMatch(CompletableFuture::isCancelled).hasSize(2);
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void theDeadlineEndsBoth() {
    CompletableFuture<String> call = retrier(hedged().pipeline()).toBuilder()
        .deadline(Duration.ofSeconds(1))
        .build()
        .callAsync(this::attempt);
    time.advance(DELAY.toNanos());
    time.advance(Duration.ofSeconds(1).toNanos());

    assertThat(call).isCompletedExceptionally();
    assertThatThrownBy(call::join).hasCauseInstanceOf(GaveUpException.class);
    assertThat(attempts).allMatch(CompletableFuture::isCancelled).hasSize(2);
  }

  @Test
  void aSecondThatCannotBeBegunLeavesTheFirstAlone() {
    AtomicInteger begun = new AtomicInteger();
    CompletableFuture<String> call = retrier(hedged().pipeline()).callAsync(() -> {
      if (begun.incrementAndGet() > 1) {
        throw new IllegalStateException("no second");
      }
      return attempt();
    });
    time.advance(DELAY.toNanos());
    attempts.get(0).complete("first");

    assertThat(call).isCompletedWithValue("first");
  }

  @Test
  void anExecutorThatRefusesLeavesTheFirstAlone() {
    CompletableFuture<String> call = Retrier.builder()
        .time(time)
        .executor(task -> {
          throw new java.util.concurrent.RejectedExecutionException("full");
        })
        .noDeadline()
        .pipeline(hedged().pipeline())
        .build()
        .callAsync(this::attempt);
    time.advance(DELAY.toNanos());

    assertThat(attempts).hasSize(1);
    assertThat(call).isNotDone();
  }

  @Test
  void anAttemptIsCutOffAtTheTimeoutThatWasObserved() {
    ObservedTimeout rule = ObservedTimeout.within(Duration.ofMillis(100), Duration.ofSeconds(5));
    OriginPolicies origin = origin(Safeguards.builder().attemptTimeout(rule));
    CompletableFuture<String> call = call(origin.pipeline());
    time.advance(Duration.ofMillis(4_999).toNanos());
    assertThat(attempts).hasSize(1);
    time.advance(Duration.ofMillis(1).toNanos());

    assertThat(attempts.get(0)).isCancelled();
    assertThat(attempts).hasSize(2);
    assertThat(call).isNotDone();
    assertThat(origin.pipeline().describe())
        .contains("latency observed over 0 attempts", "attempt timeout p99 × 2");
  }

  @Test
  void observesWhatAttemptsTake() {
    OriginPolicies origin = origin(Safeguards.builder().hedge(Hedge.atPercentile(0.9)));
    for (int i = 0; i < 20; i++) {
      CompletableFuture<String> call = call(origin.pipeline());
      time.advance(Duration.ofMillis(10).toNanos());
      attempts.get(i).complete("ok");
      assertThat(call).isCompletedWithValue("ok");
    }

    assertThat(origin.pipeline().timing().hedgeDelayNanos()).isBetween(20_000_000L, 23_000_000L);
  }

  @Test
  @Tag("I8")
  void completesOnceWhateverRaces() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Timing timing = Timing.of(Hedge.after(Duration.ofNanos(1)), null, time);
    Pipeline pipeline = Pipeline.of(Budget.unlimited(), List.of()).with(timing);
    int rounds = 2_000;
    AtomicInteger completions = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(rounds);

    for (int round = 0; round < rounds; round++) {
      FakeTime own = new FakeTime();
      List<CompletableFuture<String>> two =
          IntStream.range(0, 2).mapToObj(i -> new CompletableFuture<String>()).toList();
      AtomicInteger begun = new AtomicInteger();
      CompletableFuture<String> call = Retrier.builder()
          .time(own)
          .executor(threads)
          .total(0)
          .pipeline(pipeline)
          .build()
          .callAsync(() -> two.get(begun.getAndIncrement()));
      CompletionStage<String> end = call;
      end.whenComplete((value, failure) -> {
        completions.incrementAndGet();
        wrong.addAndGet(value != null && value.startsWith("ok") ? 0 : 1);
        done.countDown();
      });
      threads.execute(() -> own.advance(Duration.ofMillis(1).toNanos()));
      threads.execute(() -> two.get(0).complete("ok 1"));
      threads.execute(() -> two.get(1).complete("ok 2"));
    }

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(completions).hasValue(rounds);
    assertThat(wrong).hasValue(0);
  }
}
