/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An exception of the caller's own part ends the call, and no failure is lost. */
class BrokenPartsTest {

  private final FakeTime time = new FakeTime();
  private final IOException failure = new IOException("the action's own");
  private final List<AttemptRecord> end = new ArrayList<>();

  private static RuntimeException broken() {
    return new IllegalStateException("broken");
  }

  /** A way to break the retrier. */
  private interface Break {
    RetrierBuilder apply(RetrierBuilder builder);
  }

  static Stream<Break> parts() {
    RandomGenerator random = new Random() {
      @Override
      public double nextDouble() {
        throw broken();
      }

      @Override
      public long nextLong() {
        throw broken();
      }
    };
    return Stream.of(
        builder -> builder.backoff(Backoff.of(retry -> {
          throw broken();
        })),
        builder -> builder.backoff(Backoff.fromOutcome((Outcome<?> outcome) -> {
          throw broken();
        })),
        builder -> builder.backoff(Backoff.constant(Duration.ofSeconds(1))).random(random),
        builder -> builder.retryOn(RetryCondition.never().orExceptionIf(any -> {
          throw broken();
        })));
  }

  private static Throwable causeOf(@Nullable Throwable wrapping) {
    return Objects.requireNonNull(Objects.requireNonNull(wrapping).getCause());
  }

  private RetrierBuilder listened() {
    return Retrier.builder().time(time).executor(Runnable::run).listener(new RetryListener() {
      @Override
      public void gaveUp(List<AttemptRecord> attempts) {
        end.addAll(attempts);
      }
    });
  }

  private void lostNothing(@Nullable Throwable caught, Retrier retrier, int attempts) {
    Throwable thrown = Objects.requireNonNull(caught);
    assertThat(thrown.getSuppressed()).contains(failure);
    assertThat(retrier.statistics().gaveUp()).isEqualTo(1);
    assertThat(end).hasSize(attempts);
    assertThat(Retrier.attempts(thrown)).hasSize(attempts);
    assertThat(end.get(attempts - 1).outcome()).isEqualTo(Outcome.failed(failure));
  }

  @Tag("P06")
  @ParameterizedTest
  @MethodSource("parts")
  void inABlockingCall(Break part) {
    Retrier retrier = part.apply(listened()).build();

    Throwable thrown = catchThrowable(() -> retrier.call(Script.of(failure)));

    assertThat(thrown).hasMessage("broken");
    lostNothing(thrown, retrier, 1);
    assertThat(end.get(0).reason()).contains("the call broke off: IllegalStateException: broken");
  }

  @Tag("P06")
  @ParameterizedTest
  @MethodSource("parts")
  void inAnAsynchronousCall(Break part) {
    Retrier retrier = part.apply(listened()).build();

    CompletableFuture<String> call =
        retrier.callAsync(() -> CompletableFuture.failedFuture(failure));

    Throwable thrown = causeOf(catchThrowable(call::join));
    assertThat(thrown).hasMessage("broken");
    lostNothing(thrown, retrier, 1);
  }

  @Tag("P06")
  @Test
  void anExecutorThatRefusesWhatFollowsAnAttempt() {
    Retrier retrier = listened()
        .executor(task -> {
          throw new RejectedExecutionException("full");
        })
        .build();
    CompletableFuture<String> attempt = new CompletableFuture<>();
    CompletableFuture<String> call = retrier.callAsync(() -> attempt);

    new Thread(() -> attempt.completeExceptionally(failure)).start();

    Throwable thrown = causeOf(catchThrowable(call::join));
    assertThat(thrown).hasMessage("full");
    lostNothing(thrown, retrier, 1);
  }

  @Test
  void aResultConditionThatThrowsIsCountedAsWell() {
    Retrier retrier = Retrier.builder()
        .retryOn(RetryCondition.onResult(any -> {
          throw broken();
        }))
        .build();

    assertThat(catchThrowable(() -> retrier.call(() -> "value"))).hasMessage("broken");
    assertThat(retrier.statistics().gaveUp()).isEqualTo(1);
  }

  @Test
  void whatAnEarlierCallLeftOnAnExceptionIsNotShownAsThisCalls() {
    Retrier retrier = Retrier.builder().backoff(Backoff.none()).total(2).build();
    Retrier once = Retrier.builder().total(0).build();
    assertThat(Retrier.attempts(catchThrowable(() -> retrier.call(Script.of(failure)))))
        .hasSize(3);

    Throwable again = catchThrowable(() -> once.call(Script.of(failure)));

    assertThat(again).isSameAs(failure);
    assertThat(Retrier.attempts(again)).isEmpty();
  }

  @Test
  void whatACallInsideTheActionLeftOnItsExceptionStays() {
    Retrier inner = Retrier.builder().backoff(Backoff.none()).total(2).build();
    Retrier outer = Retrier.builder().total(0).build();

    Throwable thrown = catchThrowable(() -> outer.call(() -> inner.call(Script.of(failure))));

    assertThat(Retrier.attempts(thrown)).hasSize(3);
  }
}
