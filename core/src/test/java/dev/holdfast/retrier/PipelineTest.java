/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.Origins;
import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.engine.limit.Bulkhead;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.guard.Ticket;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.retry.StopReason;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shared policies in blocking and asynchronous calls. */
class PipelineTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final List<String> sent = new ArrayList<>();

  /** One way to run a call to its end. */
  private interface Way {
    String run(Retrier retrier, Supplier<String> action) throws Throwable;
  }

  static Stream<Way> ways() {
    return Stream.of((retrier, action) -> retrier.call(action::get), (retrier, action) -> {
      try {
        return retrier
            .callAsync(() -> CompletableFuture.supplyAsync(action, Runnable::run))
            .join();
      } catch (CompletionException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    });
  }

  private OriginPolicies origin(Safeguards.Builder safeguards) {
    return Origins.open(
        safeguards.build(), "db", time, new PinnedRandom(0), LimitStore.unshared(time));
  }

  private Retrier retrier(OriginPolicies origin) {
    return Retrier.builder()
        .time(time)
        .random(new PinnedRandom(0))
        .executor(Runnable::run)
        .retryOn(RetryCondition.onException(IllegalStateException.class))
        .deadline(Duration.ofSeconds(20))
        .pipeline(origin.pipeline())
        .build();
  }

  private String fail() {
    sent.add("x");
    throw new IllegalStateException("down");
  }

  /** Without this the call would be the only failing one, which may always be retried. */
  private static void anotherCallFailsOnce(Way way, Retrier retrier) {
    List<String> failures = new ArrayList<>(List.of("down"));
    Throwable thrown = catchThrowable(() -> way.run(retrier, () -> {
      if (!failures.isEmpty()) {
        throw new IllegalStateException(failures.remove(0));
      }
      return "value";
    }));
    assertThat(thrown).isNull();
  }

  private String blunder() {
    throw new AssertionError("a mistake");
  }

  private String succeed() {
    sent.add("x");
    return "value";
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aRetryThatTheBudgetRefusesEndsTheCallWithItsLastFailure(Way way) {
    Retrier retrier = retrier(origin(Safeguards.builder().retryBudget(RetryBudget.of(0.1, 3))));
    anotherCallFailsOnce(way, retrier);

    Throwable thrown = catchThrowable(() -> way.run(retrier, this::fail));

    assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("down");
    assertThat(sent).hasSize(4);
    assertThat(Retrier.attempts(thrown).get(3).reason())
        .isEqualTo("IllegalStateException: down; the retry budget of db"
            + " (10 % of the successes of 3.3 s, or 3 per 300 s) is used up");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void callsShareTheBudgetAndSuccessesPayIntoIt(Way way) throws Throwable {
    OriginPolicies origin = origin(Safeguards.builder().retryBudget(RetryBudget.of(1, 5)));
    Retrier retrier = retrier(origin);
    assertThat(catchThrowable(() -> way.run(retrier, this::fail))).hasMessage("down");
    assertThat(catchThrowable(() -> way.run(retrier, this::fail))).hasMessage("down");
    assertThat(sent).hasSize(7);

    way.run(retrier, this::succeed);

    assertThat(origin.pipeline().budget().tryAcquire()).isTrue();
    assertThat(origin.pipeline().budget().tryAcquire()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anOpenBreakerRefusesTheAttemptAndTheHistorySaysWhy(Way way) {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BreakerPolicy.defaults()));
    origin.breaker().orElseThrow().open();

    Throwable thrown = catchThrowable(() -> way.run(retrier(origin), this::fail));

    assertThat(sent).isEmpty();
    assertThat(thrown)
        .isInstanceOf(RefusedException.class)
        .hasMessage("circuit breaker db is open: opened by hand; next probe in 5 s");
    RefusedException refused = (RefusedException) thrown;
    assertThat(refused.kind()).isEqualTo(Refusal.Kind.BREAKER_OPEN);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aBreakerThatOpensDuringTheCallEndsItWithoutAnotherAttempt(Way way) {
    OriginPolicies origin = origin(
        Safeguards.builder().breaker(BreakerPolicy.builder().minimumCalls(2).build()));

    Throwable thrown = catchThrowable(() -> way.run(retrier(origin), this::fail));

    assertThat(sent).hasSize(2);
    assertThat(thrown).isInstanceOf(RefusedException.class);
    assertThat(Retrier.attempts(thrown)).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void waitsForItsTurnUnderARateLimit(Way way) throws Throwable {
    Retrier retrier = retrier(
        origin(Safeguards.builder().rate(RateLimit.of(1, Duration.ofSeconds(2)).burst(1))));

    way.run(retrier, this::succeed);
    way.run(retrier, this::succeed);

    assertThat(time.sleeps()).containsExactly(2 * SECOND);
    assertThat(sent).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anAttemptThatWasHeldBeginsAfterTheWaitWhichTheHistoryTells(Way way) {
    Retrier retrier = retrier(origin(
            Safeguards.builder().rate(RateLimit.of(1, Duration.ofSeconds(2)).burst(1))))
        .toBuilder()
        .total(1)
        .backoff(Backoff.none())
        .build();

    Throwable thrown = catchThrowable(() -> way.run(retrier, () -> {
      time.advance(SECOND / 2);
      return fail();
    }));

    List<AttemptRecord> attempts = Retrier.attempts(thrown);
    assertThat(attempts).extracting(AttemptRecord::startNanos).containsExactly(0L, 2 * SECOND);
    assertThat(attempts).extracting(AttemptRecord::elapsedNanos).containsOnly(SECOND / 2);
    assertThat(time.nanoTime()).isEqualTo(5 * SECOND / 2);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anAttemptThatIsRefusedAfterAWaitTakesNoTime(Way way) {
    OriginPolicies origin = origin(Safeguards.builder()
        .breaker(BreakerPolicy.builder()
            .minimumCalls(1)
            .openFor(Duration.ofSeconds(5))
            .build()));
    Retrier retrier = retrier(origin).toBuilder()
        .backoff(Backoff.constant(Duration.ofSeconds(3)).jitter(Jitter.none()))
        .build();

    Throwable thrown = catchThrowable(() -> way.run(retrier, this::fail));

    List<AttemptRecord> attempts = Retrier.attempts(thrown);
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(1).startNanos()).isEqualTo(3 * SECOND);
    assertThat(attempts.get(1).elapsedNanos()).isZero();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aWaitThatDoesNotFitIntoTheDeadlineFailsAtOnceAndTheTurnGoesBack(Way way) throws Throwable {
    Retrier retrier = retrier(origin(Safeguards.builder()
        .rate(
            RateLimit.of(1, Duration.ofSeconds(30)).burst(1).longestWait(Duration.ofSeconds(60)))));
    way.run(retrier, this::succeed);

    Throwable first = catchThrowable(() -> way.run(retrier, this::succeed));
    Throwable second = catchThrowable(() -> way.run(retrier, this::succeed));

    assertThat(time.sleeps()).isEmpty();
    assertThat(first)
        .hasMessage("the rate limit of db (1 per 30 s) allows the next attempt in 30 s,"
            + " which does not fit into the 20 s left until the deadline");
    assertThat(second).hasMessage(first.getMessage());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void waitsOutACooldownAndGoesOn(Way way) throws Throwable {
    OriginPolicies origin = origin(Safeguards.builder());
    origin.coolDown(Duration.ofSeconds(7), "429 with Retry-After");

    way.run(retrier(origin), this::succeed);

    assertThat(time.sleeps()).containsExactly(7 * SECOND);
    assertThat(sent).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void leavesTheQueueWhenItsTimeIsOver(Way way) {
    OriginPolicies origin = origin(
        Safeguards.builder().concurrency(ConcurrencyLimit.fixed(1).longestWait(Duration.ZERO)));
    Bulkhead bulkhead = Origins.bulkhead(origin);
    origin.pipeline().guards().forEach(guard -> guard.admit());

    Throwable thrown = catchThrowable(() -> way.run(retrier(origin), this::succeed));

    assertThat(thrown).isInstanceOf(RefusedException.class);
    assertThat(((RefusedException) thrown).kind()).isEqualTo(Refusal.Kind.QUEUE_TIMEOUT);
    assertThat(bulkhead.waiting()).isZero();
    assertThat(bulkhead.inFlight()).isEqualTo(1);
  }

  @Tag("I10")
  @ParameterizedTest
  @MethodSource("ways")
  void everyPermitComesBackWhateverTheEnd(Way way) throws Throwable {
    OriginPolicies origin = origin(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(3)));
    Retrier retrier = retrier(origin);

    way.run(retrier, this::succeed);
    assertThat(catchThrowable(() -> way.run(retrier, this::fail))).hasMessage("down");
    assertThat(catchThrowable(() -> way.run(retrier, this::blunder))).hasMessage("a mistake");

    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
  }

  @Test
  void anAsynchronousCallWaitsInTheQueueWithoutAThreadAndIsWoken() {
    OriginPolicies origin = origin(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(1)));
    Retrier retrier = retrier(origin);
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> running = retrier.callAsync(() -> first);
    CompletableFuture<String> queued =
        retrier.callAsync(() -> CompletableFuture.completedFuture("second"));
    assertThat(queued).isNotDone();

    first.complete("first");

    assertThat(running).isCompletedWithValue("first");
    assertThat(queued).isCompletedWithValue("second");
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
    assertThat(time.pendingTimers()).isZero();
  }

  @Test
  void anAsynchronousCallLeavesTheQueueAtItsTime() {
    OriginPolicies origin = origin(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(1)));
    Retrier retrier = retrier(origin);
    CompletableFuture<String> running = retrier.callAsync(CompletableFuture::new);
    CompletableFuture<String> queued = retrier.callAsync(CompletableFuture::new);

    time.advance(10 * SECOND);

    assertThat(running).isNotDone();
    assertThat(queued).isCompletedExceptionally();
    assertThat(Origins.bulkhead(origin).waiting()).isZero();
  }

  @Tag("I9")
  @Tag("I10")
  @Test
  void aCancelledCallGivesItsPlaceInTheQueueAndItsPermitsBack() {
    OriginPolicies origin = origin(Safeguards.builder()
        .breaker(BreakerPolicy.builder().probes(2).build())
        .concurrency(ConcurrencyLimit.fixed(1)));
    CircuitBreaker breaker = origin.breaker().orElseThrow();
    breaker.open();
    time.advance(5 * SECOND);
    Retrier retrier = retrier(origin);
    CompletableFuture<String> running = retrier.callAsync(CompletableFuture::new);
    CompletableFuture<String> queued = retrier.callAsync(CompletableFuture::new);

    queued.cancel(true);
    running.cancel(true);

    assertThat(Origins.bulkhead(origin).waiting()).isZero();
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
    assertThat(catchThrowable(running::join)).isInstanceOf(CancellationException.class);
    CompletableFuture<String> probe =
        retrier.callAsync(() -> CompletableFuture.completedFuture("probe"));
    CompletableFuture<String> other =
        retrier.callAsync(() -> CompletableFuture.completedFuture("other"));
    assertThat(probe).isCompletedWithValue("probe");
    assertThat(other).isCompletedWithValue("other");
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void anInterruptEndsTheWaitForAPlaceAndTheFlagStays() {
    OriginPolicies origin = origin(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(1)));
    origin.pipeline().guards().forEach(guard -> guard.admit());
    Thread.currentThread().interrupt();

    Throwable thrown = catchThrowable(() -> retrier(origin).call(this::succeed));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(GaveUpException.class);
    assertThat(((GaveUpException) thrown).why()).isEqualTo(StopReason.CANCELLED);
    assertThat(Origins.bulkhead(origin).waiting()).isZero();
  }

  @Test
  void aBlockedCallIsWokenByAnotherThread() {
    Ticket ticket = new Ticket() {
      @Override
      public void whenReady(Runnable wake) {
        new Thread(wake).start();
      }

      @Override
      public Permit take() {
        return Permit.NONE;
      }

      @Override
      public void leave() {
        throw new AssertionError("it was served");
      }
    };
    Refusal unused = Refusal.of(Refusal.Kind.OVERLOADED, () -> "full");
    Guard guard = guard(new Admission.Queued(ticket, 10 * SECOND, unused));

    String value = retrier(origin(Safeguards.builder().guard(name -> guard))).call(this::succeed);

    assertThat(value).isEqualTo("value");
    assertThat(time.pendingTimers()).isZero();
  }

  private static Guard guard(Admission answer) {
    return new Guard() {
      @Override
      public Admission admit() {
        return answer;
      }

      @Override
      public String describe() {
        return "always the same answer";
      }
    };
  }
}
