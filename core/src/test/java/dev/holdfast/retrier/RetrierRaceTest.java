/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.LongRuns;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Completion, timers, deadline and cancellation at the same moment, many times. */
@Tag("I8")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RetrierRaceTest {

  private static final int ROUNDS = LongRuns.count(5_000, 1_000_000);

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void aCallEndsOnceAndItsEventsComeInOrder() throws Exception {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      Round round = new Round(seed, false, false);
      round.run();
      assertThat(round.events()).as("seed %d", seed).matches("(BAW)*BA[SG]");
    }
  }

  @Test
  void aCallThatIsCancelledEndsOnceAndLeavesNothingBehind() throws Exception {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      Round round = new Round(seed, true, false);
      round.run();
      assertThat(round.events()).as("seed %d", seed).matches("(BAW)*(BA?)?[SG]?");
    }
  }

  @Test
  void aCallAtItsDeadlineEndsOnceAndLeavesNothingBehind() throws Exception {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      Round round = new Round(seed, false, true);
      round.run();
      assertThat(round.events()).as("seed %d", seed).matches("(BAW)*(BA?)?[SG]");
    }
  }

  /** One call, and all events that can end it, begun together. */
  private final class Round implements RetryListener {
    private final Random random;
    private final boolean cancelled;
    private final boolean late;
    private final HastyTime time = new HastyTime(threads);
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ends = new AtomicInteger();
    private final Queue<CompletableFuture<String>> begun = new ConcurrentLinkedQueue<>();

    Round(long seed, boolean cancelled, boolean late) {
      this.random = new Random(seed);
      this.cancelled = cancelled;
      this.late = late;
    }

    void run() throws Exception {
      RetrierBuilder builder = Retrier.builder()
          .total(3)
          .backoff(Backoff.constant(Duration.ofNanos(1)).jitter(Jitter.none()))
          .time(time)
          .executor(threads)
          .listener(this);
      Retrier retrier = late ? builder.build() : builder.noDeadline().build();
      int patience = random.nextInt(2_000);
      CompletableFuture<String> future = retrier.callAsync(this::attempt);
      CompletableFuture<String> heard =
          future.whenComplete((value, failure) -> ends.incrementAndGet());
      if (cancelled) {
        spin(patience);
        future.cancel(true);
      }
      await(heard::isDone);
      await(() -> time.pending() == 0 && begun.stream().allMatch(CompletableFuture::isDone));
      assertThat(ends).hasValue(1);
    }

    private CompletableFuture<String> attempt() {
      CompletableFuture<String> attempt = new CompletableFuture<>();
      begun.add(attempt);
      boolean succeeds = random.nextInt(4) == 0;
      int length = random.nextInt(3) * 500;
      threads.execute(() -> {
        spin(length);
        if (succeeds) {
          attempt.complete("ok");
        } else {
          attempt.completeExceptionally(new IOException("down"));
        }
      });
      return attempt;
    }

    String events() {
      return String.join("", events);
    }

    @Override
    public void beforeAttempt(int attempt) {
      events.add("B");
    }

    @Override
    public void afterAttempt(AttemptRecord attempt) {
      events.add("A");
    }

    @Override
    public void beforeWait(AttemptRecord attempt, Duration delay) {
      events.add("W");
    }

    @Override
    public void succeeded(List<AttemptRecord> attempts) {
      events.add("S");
    }

    @Override
    public void gaveUp(List<AttemptRecord> attempts) {
      events.add("G");
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      // The test's own timeout interrupts.
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      Thread.onSpinWait();
    }
  }

  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }
}
