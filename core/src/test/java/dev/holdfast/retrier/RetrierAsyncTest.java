/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.StopReason;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RetrierAsyncTest {

  private static final long SECOND = 1_000_000_000L;

  private final FakeTime time = new FakeTime();
  private final List<CompletableFuture<String>> attempts = new ArrayList<>();

  private RetrierBuilder exact() {
    return Retrier.builder()
        .time(time)
        .executor(Runnable::run)
        .backoff(Backoff.exponential(Duration.ofSeconds(1)).jitter(Jitter.none()));
  }

  private CompletableFuture<String> attempt() {
    CompletableFuture<String> attempt = new CompletableFuture<>();
    attempts.add(attempt);
    return attempt;
  }

  private void fail(int attempt) {
    attempts.get(attempt).completeExceptionally(new IOException("failure " + attempt));
  }

  @Test
  void aFailedAttemptIsFollowedByAnotherAfterTheWait() {
    CompletableFuture<String> call = exact().build().callAsync(this::attempt);

    fail(0);
    fail(1);
    assertThat(call).isNotDone();
    attempts.get(2).complete("ok");

    assertThat(call).isCompletedWithValue("ok");
    assertThat(time.sleeps()).containsExactly(SECOND);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void givingUpCompletesWithTheLastAttemptsOwnException() {
    CompletableFuture<String> call = exact().total(1).build().callAsync(this::attempt);

    fail(0);
    fail(1);

    Throwable thrown = catchThrowable(call::join);
    assertThat(thrown).isInstanceOf(CompletionException.class).cause().hasMessage("failure 1");
    assertThat(Retrier.attempts(rootOf(thrown))).hasSize(2);
  }

  @Test
  void anActionThatThrowsIsAFailedAttempt() {
    AtomicInteger calls = new AtomicInteger();

    CompletableFuture<String> call = exact().build().callAsync(() -> {
      if (calls.incrementAndGet() < 3) {
        throw new IllegalStateException("cannot even begin");
      }
      return CompletableFuture.completedFuture("ok");
    });

    assertThat(call).isCompletedWithValue("ok");
  }

  @Test
  void anActionWithoutAStageFails() {
    CompletableFuture<String> call = exact().build().callAsync(() -> null);

    assertThat(catchThrowable(call::join))
        .hasCauseInstanceOf(NullPointerException.class)
        .hasMessageContaining("the action's stage");
  }

  @Test
  void cancellingTheFutureCancelsTheAttemptInFlight() {
    CompletableFuture<String> call = exact().build().callAsync(this::attempt);

    call.cancel(true);

    assertThat(attempts).hasSize(1);
    assertThat(attempts.get(0)).isCancelled();
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void cancellingTheTokenCancelsTheCall() {
    CancelToken token = CancelToken.create();
    CompletableFuture<String> call = exact().cancelledBy(token).build().callAsync(this::attempt);

    token.cancel();

    assertThat(call).isCancelled();
    assertThat(attempts.get(0)).isCancelled();
  }

  @Test
  void noAttemptFollowsACancelledOne() {
    CompletableFuture<String> call = exact().build().callAsync(this::attempt);
    CompletableFuture<String> first = attempts.get(0);
    attempts.set(0, new CompletableFuture<>());

    call.cancel(true);
    first.completeExceptionally(new IOException("too late"));

    assertThat(attempts).hasSize(1);
  }

  @Test
  void theDeadlineEndsAnAttemptInFlight() {
    CompletableFuture<String> call =
        exact().deadline(Duration.ofSeconds(5)).build().callAsync(this::attempt);

    time.advance(5 * SECOND);

    GaveUpException thrown = (GaveUpException) rootOf(catchThrowable(call::join));
    assertThat(thrown.why()).isEqualTo(StopReason.DEADLINE);
    assertThat(thrown).hasMessageContaining("the deadline of 5 s has passed");
    assertThat(attempts.get(0)).isCancelled();
  }

  @Test
  void aStageThatHasEndedAndCannotBeAskedSetsNoTimer() {
    List<CompletionStage<String>> stages = new ArrayList<>(List.of(
        CompletableFuture.failedStage(new IOException("first")),
        CompletableFuture.completedStage("ok")));

    CompletableFuture<String> call =
        exact().attemptTimeout(Duration.ofSeconds(1)).build().callAsync(() -> stages.remove(0));

    assertThat(call).isCompletedWithValue("ok");
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void anAttemptThatTakesTooLongIsCancelledAndRetried() {
    CompletableFuture<String> call =
        exact().attemptTimeout(Duration.ofSeconds(1)).build().callAsync(this::attempt);

    time.advance(SECOND);
    assertThat(attempts.get(0)).isCancelled();
    attempts.get(1).complete("ok");

    assertThat(call).isCompletedWithValue("ok");
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void manyAttemptsThatEndAtOnceDoNotOverflowTheStack() {
    AtomicInteger calls = new AtomicInteger();
    Retrier retrier = Retrier.builder()
        .backoff(Backoff.none())
        .total(100_000)
        .executor(Runnable::run)
        .build();

    CompletableFuture<Integer> call = retrier.callAsync(() -> calls.incrementAndGet() <= 100_000
        ? CompletableFuture.failedFuture(new IOException("busy"))
        : CompletableFuture.completedFuture(calls.get()));

    assertThat(call).isCompletedWithValue(100_001);
  }

  @Test
  void anExecutorThatRefusesEndsTheCall() {
    Retrier retrier = exact()
        .executor(task -> {
          throw new RejectedExecutionException("full");
        })
        .build();
    CompletableFuture<String> call = retrier.callAsync(this::attempt);

    new Thread(() -> fail(0)).start();

    assertThat(catchThrowable(call::join)).hasRootCauseMessage("full");
  }

  @Test
  void manyCallsOnTheRealClockAllComplete() throws Exception {
    Retrier retrier =
        Retrier.builder().backoff(Backoff.constant(Duration.ofMillis(20))).build();

    List<CompletableFuture<Object>> calls = IntStream.range(0, 2_000)
        .mapToObj(i -> retrier.callAsync(Stages.of(Script.failing(2))))
        .toList();

    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    assertThat(calls).allMatch(call -> call.join().equals("ok"));
    assertThat(retrier.statistics().succeededAfterRetry()).isEqualTo(2_000);
  }

  @Test
  void callsCompleteOnceWhateverRaces() throws Exception {
    for (int i = 0; i < 200; i++) {
      Retrier retrier = Retrier.builder()
          .backoff(Backoff.none())
          .deadline(Duration.ofMillis(1))
          .build();
      CompletableFuture<String> attempt = new CompletableFuture<>();
      AtomicInteger ends = new AtomicInteger();
      CompletableFuture<String> call = retrier.callAsync(() -> attempt);
      CompletableFuture<String> heard =
          call.whenComplete((value, failure) -> ends.incrementAndGet());
      Thread canceller = new Thread(() -> call.cancel(true));

      canceller.start();
      attempt.complete("ok");
      canceller.join();
      assertThat(heard.handle((value, failure) -> true).get(30, TimeUnit.SECONDS))
          .isTrue();

      assertThat(ends).hasValue(1);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    return Objects.requireNonNull(failure.getCause());
  }

  @Test
  void aFutureThatSomebodyElseCompletesEndsTheCall() {
    CompletableFuture<String> call = exact().build().callAsync(this::attempt);

    call.completeExceptionally(new TimeoutException("as orTimeout does"));

    assertThat(attempts.get(0)).isCancelled();
    assertThat(attempts).hasSize(1);
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void aFutureThatSomebodyElseGivesAValueEndsTheCall() {
    CompletableFuture<String> call = exact().build().callAsync(this::attempt);

    call.complete("as completeOnTimeout does");

    assertThat(attempts.get(0)).isCancelled();
    assertThat(time.pendingTimers()).isZero();
  }

  private RetrierBuilder refusing() {
    return exact().executor(task -> {
      throw new RejectedExecutionException("shut down");
    });
  }

  @Test
  void theDeadlineStrikesAlsoWhenTheExecutorRefuses() {
    CompletableFuture<String> call =
        refusing().deadline(Duration.ofSeconds(3)).build().callAsync(this::attempt);

    time.advance(3 * SECOND);

    assertThat(catchThrowable(call::join)).hasCauseInstanceOf(GaveUpException.class);
    assertThat(attempts.get(0)).isCancelled();
  }

  @Test
  void anAttemptThatTakesTooLongEndsAlsoWhenTheExecutorRefuses() {
    CompletableFuture<String> call =
        refusing().attemptTimeout(Duration.ofSeconds(3)).build().callAsync(this::attempt);

    time.advance(3 * SECOND);

    assertThat(catchThrowable(call::join)).hasRootCauseMessage("shut down");
    assertThat(attempts.get(0)).isCancelled();
  }

  @Test
  void anExecutorThatCanStartNoThreadEndsTheCall() {
    Retrier retrier = exact()
        .executor(task -> {
          throw new OutOfMemoryError("unable to create native thread");
        })
        .build();
    CompletableFuture<String> call = retrier.callAsync(this::attempt);

    new Thread(() -> attempts.get(0).complete("ok")).start();

    assertThat(catchThrowable(call::join)).hasRootCauseInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aCircleOfWrappingExceptionsIsFollowedOnlySoFar() {
    Wrapping one = new Wrapping();
    Wrapping two = new Wrapping();
    one.initCause(two);
    two.initCause(one);

    CompletableFuture<String> call =
        exact().total(0).build().callAsync(() -> CompletableFuture.failedFuture(one));

    assertThat(call).isCompletedExceptionally();
  }

  /** An exception whose cause can be set later. */
  private static final class Wrapping extends CompletionException {
    private static final long serialVersionUID = 1;

    Wrapping() {
      super("wraps another");
    }
  }
}
