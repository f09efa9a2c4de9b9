/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.Origins;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.StopReason;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wait may take longer than decided: the process was suspended, or the executor was busy. */
class OversleptTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeTime time = new FakeTime();
  private final Script script = Script.failing(1);

  /** One way to run a call to its end. */
  private interface Way {
    Object run(Retrier retrier, Script script) throws Throwable;
  }

  static Stream<Way> ways() {
    return Stream.of(Retrier::call, (retrier, script) -> {
      try {
        return retrier.callAsync(Stages.of(script)).join();
      } catch (CompletionException e) {
        throw e.getCause();
      }
    });
  }

  private RetrierBuilder drowsy() {
    return Retrier.builder()
        .time(new DrowsyTime(time))
        .executor(Runnable::run)
        .backoff(Backoff.constant(Duration.ofMillis(100)).jitter(Jitter.none()))
        .deadline(Duration.ofSeconds(10));
  }

  @Tag("P03")
  @ParameterizedTest
  @MethodSource("ways")
  void noAttemptBeginsAfterTheDeadline(Way way) {
    Throwable thrown = catchThrowable(() -> way.run(drowsy().build(), script));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("failure 1");
    assertThat(script.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theExceptionOfTheRetriersOwnSaysWhy(Way way) {
    GaveUpException thrown = catchThrowableOfType(
        GaveUpException.class, () -> way.run(drowsy().wrapFailures(true).build(), script));

    assertThat(thrown.why()).isEqualTo(StopReason.DEADLINE);
    assertThat(thrown)
        .hasMessage("gave up after 1 attempt: the wait took longer than decided, and the deadline"
            + " has passed");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aLastResultIsHandedBack(Way way) throws Throwable {
    Script results = Script.of("busy", "ok");

    Object last =
        way.run(drowsy().retryOn(RetryCondition.onResult("busy"::equals)).build(), results);

    assertThat(last).isEqualTo("busy");
    assertThat(results.calls()).isEqualTo(1);
  }

  @Tag("P03")
  @ParameterizedTest
  @MethodSource("ways")
  void noAttemptIsMadeThatAPolicyHeldBackForTooLong(Way way) throws Throwable {
    OriginPolicies origin = Origins.open(
        Safeguards.builder()
            .rate(RateLimit.of(1, Duration.ofSeconds(1)).burst(1))
            .build(),
        "x",
        time,
        new Random(1),
        LimitStore.unshared(time));
    Retrier limited = drowsy().pipeline(origin.pipeline()).build();
    way.run(limited, Script.of("first"));
    Script second = Script.of("second");

    Throwable thrown = catchThrowable(() -> way.run(limited, second));

    assertThat(thrown).isInstanceOf(RefusedException.class);
    assertThat(second.calls()).isZero();
  }

  @Test
  void anAsynchronousAttemptThatTheDeadlineCutsOffIsPartOfTheHistory() {
    Retrier retrier = Retrier.builder()
        .time(time)
        .executor(Runnable::run)
        .backoff(Backoff.none())
        .deadline(Duration.ofSeconds(3))
        .build();
    IOException first = new IOException("first");
    Iterator<CompletableFuture<String>> attempts = List.of(
            CompletableFuture.<String>failedFuture(first), new CompletableFuture<String>())
        .iterator();
    CompletableFuture<String> call = retrier.callAsync(attempts::next);

    time.advance(Duration.ofSeconds(3).toNanos());

    GaveUpException thrown = (GaveUpException) Objects.requireNonNull(
        Objects.requireNonNull(catchThrowable(call::join)).getCause());
    assertThat(thrown).hasMessageStartingWith("gave up after 2 attempts").hasCause(first);
    assertThat(thrown.attempts()).hasSize(2);
    assertThat(thrown.attempts().get(1).elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  /** Every wait takes an hour. */
  private record DrowsyTime(FakeTime time) implements TimeSource {
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
      time.advance(nanos > 0 ? HOUR.toNanos() : 0);
    }

    @Override
    public Scheduled schedule(long delayNanos, Runnable task) {
      // A timer that is late as well.
      return () -> {};
    }

    @Override
    public Scheduled sleepAsync(long nanos, Runnable then) {
      time.advance(HOUR.toNanos());
      then.run();
      return () -> {};
    }
  }
}
