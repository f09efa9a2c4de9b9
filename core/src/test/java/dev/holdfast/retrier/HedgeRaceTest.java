/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Origins;
import dev.holdfast.Together;
import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.breaker.CircuitBreaker.State;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.latency.Hedge;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hedge begins at the moment when its pair ends. */
class HedgeRaceTest {

  private static final int ROUNDS = 300;
  private static final Duration DELAY = Duration.ofMillis(1);

  private final FakeTime time = new FakeTime();
  private final OriginPolicies origin = Origins.open(
      Safeguards.builder()
          .hedge(Hedge.after(DELAY))
          .without(Safeguards.Part.RETRY_BUDGET)
          .breaker(BreakerPolicy.builder()
              .lastCalls(1_000)
              .minimumCalls(1_000)
              .probes(2)
              .build())
          .concurrency(ConcurrencyLimit.fixed(2))
          .build(),
      "place",
      time,
      new Random(1),
      LimitStore.unshared(time));

  /** A call whose clock and whose two attempts the test controls. */
  private final class Pair {
    final FakeTime clock = new FakeTime();
    final List<CompletableFuture<String>> two =
        List.of(new CompletableFuture<>(), new CompletableFuture<>());
    final AtomicInteger begun = new AtomicInteger();
    final CompletableFuture<String> call = Retrier.builder()
        .time(clock)
        .executor(Runnable::run)
        .total(0)
        .pipeline(origin.pipeline())
        .build()
        .callAsync(() -> two.get(begun.getAndIncrement()));

    /** Runs the part of one of four threads. */
    boolean race(int thread, Runnable third) {
      return switch (thread) {
        case 0 -> {
          clock.advance(DELAY.toNanos());
          yield true;
        }
        case 1 -> two.get(0).complete("first");
        case 2 -> two.get(1).complete("second");
        default -> {
          third.run();
          yield true;
        }
      };
    }
  }

  private CircuitBreaker breaker() {
    return origin.breaker().orElseThrow();
  }

  private void assertNothingIsHeld() {
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
    assertThat(Origins.bulkhead(origin).waiting()).isZero();
  }

  @Test
  @Tag("I8")
  @Tag("I10")
  void aPairThatEndsAsItsHedgeBeginsIsOneSuccessAndHoldsNothing() {
    for (int round = 1; round <= ROUNDS; round++) {
      Pair pair = new Pair();
      Together.run(3, thread -> pair.race(thread, () -> {}));

      assertThat(pair.call.join()).isIn("first", "second");
      assertNothingIsHeld();
      assertThat(breaker().snapshot().calls()).isEqualTo(round);
    }
  }

  @Test
  @Tag("I8")
  @Tag("I10")
  void aPairThatIsCancelledAsItsHedgeBeginsHoldsNothing() {
    for (int round = 0; round < ROUNDS; round++) {
      Pair pair = new Pair();
      Together.run(4, thread -> pair.race(thread, () -> pair.call.cancel(true)));

      assertThat(pair.call).isDone();
      assertNothingIsHeld();
    }
  }

  @Test
  @Tag("I8")
  void aFirstThatFailsAsItsHedgeBeginsIsOneFailureAndHoldsNothing() {
    int begun = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      Pair pair = new Pair();
      Together.run(
          2,
          thread -> thread == 0
              ? pair.race(0, () -> {})
              : pair.two.get(0).completeExceptionally(new IOException("first")));
      begun += pair.begun.get() - 1;
      pair.two.get(1).completeExceptionally(new IOException("second"));

      assertThat(pair.call).isCompletedExceptionally();
      assertNothingIsHeld();
      assertThat(breaker().snapshot().failed()).isEqualTo(round + begun);
    }
  }

  @Test
  @Tag("I9")
  void aBreakerThatOpensAsHedgesBeginHasAllItsProbesAfterwards() {
    for (int round = 0; round < ROUNDS / 3; round++) {
      breaker().close();
      Pair pair = new Pair();
      Together.run(4, thread -> pair.race(thread, () -> breaker().open()));
      time.advance(Duration.ofSeconds(6).toNanos());
      Pair one = new Pair();
      one.clock.advance(DELAY.toNanos());
      Pair two = new Pair();
      two.clock.advance(DELAY.toNanos());

      assertThat(List.of(one.begun.get(), two.begun.get())).containsExactly(1, 1);
      one.two.get(0).complete("probe");
      assertThat(breaker().state()).isEqualTo(State.HALF_OPEN);
      two.two.get(0).complete("probe");
      assertThat(breaker().state()).isEqualTo(State.CLOSED);
      assertNothingIsHeld();
    }
  }
}
