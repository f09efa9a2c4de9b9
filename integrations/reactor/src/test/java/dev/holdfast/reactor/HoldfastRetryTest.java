/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.latency.Hedge;
import dev.holdfast.retrier.GaveUpException;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retrier.RetrierBuilder;
import dev.holdfast.retrier.RetryCondition;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.StopReason;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class HoldfastRetryTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final VirtualTime time = VirtualTime.create();
  private final AtomicInteger subscriptions = new AtomicInteger();

  /** Rules whose steps all run on the calling thread, or on the thread that moves the clock. */
  private RetrierBuilder rules() {
    return Retrier.builder()
        .time(time)
        .executor(Runnable::run)
        .total(3)
        .backoff(Backoff.exponential(Duration.ofSeconds(1)).jitter(Jitter.none()));
  }

  /** Emits 1, fails that often, then continues with 2. */
  private Flux<Integer> failing(int times, Exception failure) {
    return Flux.defer(() -> subscriptions.incrementAndGet() <= times
        ? Flux.just(1).concatWith(Mono.error(failure))
        : Flux.just(1, 2));
  }

  @Test
  void waitsAsTheRetrierSaysBetweenSubscriptions() {
    var seen = failing(3, new IOException("cut"))
        .retryWhen(HoldfastRetry.of(rules().build()))
        .collectList()
        .toFuture();

    assertThat(seen).isCompletedWithValue(List.of(1, 1, 1, 1, 2));
    assertThat(time.sleeps())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2)); // the first is at once
  }

  @Test
  void failsWithTheLastFailureWhenRetriesAreUsedUp() {
    IOException cut = new IOException("cut");
    var seen =
        failing(9, cut).retryWhen(HoldfastRetry.of(rules().build())).then().toFuture();

    assertThat(subscriptions).hasValue(4);
    assertThat(seen).failsWithin(LONG).withThrowableThat().havingCause().isSameAs(cut);
    assertThat(Retrier.attempts(cut)).hasSize(4);
  }

  @Test
  void failsAtOnceWhenTheConditionDoesNotHold() {
    Retrier retrier =
        rules().retryOn(RetryCondition.onException(IOException.class)).build();

    var seen = failing(9, new ArithmeticException())
        .retryWhen(HoldfastRetry.of(retrier))
        .then()
        .toFuture();

    assertThat(seen).isCompletedExceptionally();
    assertThat(subscriptions).hasValue(1);
  }

  @Test
  void theDeadlineEndsARunningAttempt() {
    AtomicInteger cancelled = new AtomicInteger();
    Retrier retrier = rules().deadline(Duration.ofSeconds(5)).build();

    var seen = Mono.never()
        .doOnCancel(cancelled::incrementAndGet)
        .retryWhen(HoldfastRetry.of(retrier))
        .toFuture();
    time.advance(Duration.ofSeconds(5));

    assertThat(cancelled).hasValue(1);
    assertThat(seen)
        .failsWithin(LONG)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            GaveUpException.class, e -> assertThat(e.why()).isEqualTo(StopReason.DEADLINE));
  }

  @Test
  void theDeadlineEndsAnAttemptAfterADelayThatTheServerAskedFor() {
    Retrier retrier = rules().deadline(Duration.ofSeconds(5)).build();
    Mono<Object> source = Mono.defer(() ->
        subscriptions.incrementAndGet() == 1 ? Mono.error(new IOException("busy")) : Mono.never());

    var seen = source
        .retryWhen(
            HoldfastRetry.of(retrier).serverDelay(failure -> Optional.of(Duration.ofSeconds(1))))
        .toFuture();
    time.advance(Duration.ofSeconds(5));

    assertThat(seen)
        .failsWithin(LONG)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(GaveUpException.class);
  }

  @Test
  void anOpenBreakerRefusesTheFirstSubscription() {
    Retrier retrier = rules()
        .safeguards(Safeguards.builder().breaker(BreakerPolicy.defaults()).build())
        .build();
    retrier.origin().orElseThrow().breaker().orElseThrow().forceOpen();

    var seen = failing(0, new IOException())
        .retryWhen(HoldfastRetry.of(retrier))
        .then()
        .toFuture();

    assertThat(seen)
        .failsWithin(LONG)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(RefusedException.class);
    assertThat(subscriptions).hasValue(0);
  }

  @Test
  void everyRetryIsPaidForFromTheBudget() {
    Retrier retrier = rules()
        .safeguards(Safeguards.builder().retryBudget(RetryBudget.of(0.1, 1)).build())
        .build();
    HoldfastRetry retry = HoldfastRetry.of(retrier);

    for (int i = 0; i < 5; i++) {
      var seen = failing(99, new IOException("cut")).retryWhen(retry).then().toFuture();
      assertThat(seen).isCompletedExceptionally();
    }

    assertThat(subscriptions.get()).isLessThan(5 * 4);
  }

  @Test
  void theServersDelayReplacesTheBackoff() {
    var seen = failing(1, new IOException("busy"))
        .retryWhen(HoldfastRetry.of(rules().build())
            .serverDelay(failure -> Optional.of(Duration.ofSeconds(7))))
        .then()
        .toFuture();

    assertThat(seen).isCompletedWithValue(null);
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void aServersDelayOfZeroLeavesTheBackoff() {
    failing(9, new IOException("busy"))
        .retryWhen(HoldfastRetry.of(rules().build()).serverDelay(f -> Optional.of(Duration.ZERO)))
        .subscribe(item -> {}, failure -> {});

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aDelayThatIsTooLongEndsWithTheFailureItself() {
    IOException busy = new IOException("busy");
    var seen = failing(1, busy)
        .retryWhen(HoldfastRetry.of(rules().build())
            .serverDelay(failure -> Optional.of(Duration.ofHours(1))))
        .then()
        .toFuture();

    assertThat(subscriptions).hasValue(1);
    assertThat(seen).failsWithin(LONG).withThrowableThat().havingCause().isSameAs(busy);
    assertThat(busy.getSuppressed()[0]).hasMessageContaining("1 h");
  }

  @Test
  void cancellingEndsTheWait() {
    AtomicInteger ended = new AtomicInteger();
    Retrier retrier = rules().time(waiting(ended)).build();
    Disposable subscription = failing(9, new IOException("cut"))
        .retryWhen(HoldfastRetry.of(retrier))
        .subscribe(item -> {}, failure -> {});

    subscription.dispose();

    assertThat(subscriptions).hasValue(2);
    assertThat(ended).hasValue(1);
  }

  /** A clock whose waits do not end; their cancellations are counted. */
  private TimeSource waiting(AtomicInteger ended) {
    return new TimeSource() {
      @Override
      public long nanoTime() {
        return time.nanoTime();
      }

      @Override
      public Instant now() {
        return time.now();
      }

      @Override
      public void sleep(long nanos) {
        throw new AssertionError("a thread must not sleep");
      }

      @Override
      public Scheduled schedule(long delayNanos, Runnable task) {
        return time.schedule(delayNanos, task);
      }

      @Override
      public Scheduled sleepAsync(long nanos, Runnable then) {
        return ended::incrementAndGet;
      }
    };
  }

  @Test
  void refusesWhatItCannotDo() {
    Retrier timed = rules().attemptTimeout(LONG).build();
    Retrier hedged = rules()
        .safeguards(Safeguards.builder().hedge(Hedge.after(LONG)).build())
        .build();

    assertThatIllegalArgumentException().isThrownBy(() -> HoldfastRetry.of(timed));
    assertThatIllegalArgumentException().isThrownBy(() -> HoldfastRetry.of(hedged));
  }

  @Test
  void aBrokenFunctionEndsTheSequence() {
    Flux<Integer> broken = failing(1, new IOException("cut"))
        .retryWhen(HoldfastRetry.of(rules().build()).serverDelay(failure -> {
          throw new ArithmeticException("broken");
        }));

    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(broken::blockLast);
  }
}
