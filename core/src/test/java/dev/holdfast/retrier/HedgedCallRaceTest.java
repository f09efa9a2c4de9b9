/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.LongRuns;
import dev.holdfast.Origins;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.latency.Hedge;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ends of two attempts, a token and an interrupt, all at the same moment. */
@Tag("I8")
@Tag("I10")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class HedgedCallRaceTest {

  private static final int ROUNDS = LongRuns.count(5_000, 1_000_000);
  private static final int LONG = 20_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final HastyTime time = new HastyTime(threads);
  private final OriginPolicies origin = Origins.open(
      Safeguards.builder()
          .without(Safeguards.Part.RETRY_BUDGET)
          .concurrency(ConcurrencyLimit.fixed(2))
          .hedge(Hedge.after(Duration.ofMillis(1)))
          .build(),
      "place",
      new FakeTime(),
      new Random(1),
      LimitStore.unshared(new FakeTime()));

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger strays = new AtomicInteger();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** Checks that no hedge leaves its interrupt to the thread's next task. */
  private void hedge(Runnable task) {
    underWay.incrementAndGet();
    try {
      threads.execute(() -> {
        task.run();
        strays.addAndGet(Thread.interrupted() ? 1 : 0);
        underWay.decrementAndGet();
      });
    } catch (RejectedExecutionException ended) {
      underWay.decrementAndGet();
      throw ended;
    }
  }

  private Retrier retrier(CancelToken token) {
    return Retrier.builder()
        .time(time)
        .executor(this::hedge)
        .pipeline(origin.pipeline())
        .noDeadline()
        .total(0)
        .cancelledBy(token)
        .build();
  }

  /** A block whose attempts take time, the first much of it, and succeed or fail. */
  private static Action<String, Exception> block(Random random) {
    int[] lengths = {random.nextInt(LONG), random.nextInt(LONG / 10)};
    boolean[] good = {random.nextInt(3) > 0, random.nextInt(3) > 0};
    AtomicInteger begun = new AtomicInteger();
    return () -> {
      int number = begun.getAndIncrement();
      spin(lengths[number]);
      if (!good[number]) {
        throw new IOException("attempt " + number);
      }
      return "attempt " + number;
    };
  }

  private void awaitQuiet() {
    while (underWay.get() > 0) {
      Thread.onSpinWait();
    }
    assertThat(strays).hasValue(0);
    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
  }

  private static void spin(int times) {
    for (int i = 0; i < times && !Thread.currentThread().isInterrupted(); i++) {
      Thread.onSpinWait();
    }
  }

  private String end(Retrier retrier, Action<String, Exception> block) {
    try {
      return retrier.call(block);
    } catch (IOException failed) {
      return "failed";
    } catch (GaveUpException gaveUp) {
      return gaveUp.why().name();
    } catch (Exception other) {
      return other.toString();
    }
  }

  @Test
  void aCallEndsInOneOfItsAttemptsAndItsThreadIsLeftAsItWas() {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      String end = end(retrier(CancelToken.create()), block(new Random(seed)));

      assertThat(end).as("seed %d", seed).isIn("attempt 0", "attempt 1", "failed");
      assertThat(Thread.interrupted()).as("seed %d", seed).isFalse();
      awaitQuiet();
    }
  }

  @Test
  void aCallThatIsCancelledLeavesItsThreadAsItWas() {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      Random random = new Random(seed);
      CancelToken token = CancelToken.create();
      int patience = random.nextInt(LONG);
      threads.execute(() -> {
        spin(patience);
        token.cancel();
      });
      String end = end(retrier(token), block(random));

      assertThat(end).as("seed %d", seed).isIn("attempt 0", "attempt 1", "failed", "CANCELLED");
      assertThat(Thread.interrupted()).as("seed %d", seed).isFalse();
      awaitQuiet();
    }
  }
}
