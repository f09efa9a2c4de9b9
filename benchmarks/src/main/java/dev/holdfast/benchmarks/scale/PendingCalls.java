/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.holdfast.benchmarks.report.Machine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;

/**
 * Begins a hundred thousand calls whose first attempt fails, and measures them while they wait for
 * the second: heap for each, processor time, and the delay of the second attempts when all are due
 * at about the same time.
 */
public final class PendingCalls {

  private static final int DEFAULT_CALLS = 100_000;
  private static final Duration WAIT = Duration.ofSeconds(8);

  private PendingCalls() {}

  /** Measures every contender in turn. The argument is the number of calls. */
  @SuppressWarnings("SystemOut") // the program's purpose
  public static void main(String[] arguments) throws InterruptedException {
    int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_CALLS;
    System.out.printf("%d calls wait %d s for their second attempt%n%n", calls, WAIT.toSeconds());
    System.out.printf(
        "%-14s %12s %12s %14s %14s%n",
        "", "heap/call B", "CPU % of 1", "late p50 ms", "late p99 ms");
    List<Waiter.Maker> contenders =
        List.of(HoldfastWaiter::make, Resilience4jWaiter::make, FailsafeWaiter::make);
    for (Waiter.Maker contender : contenders) {
      warmUp(contender);
      try (Waiter waiter = contender.make(WAIT)) {
        Figures figures = measure(waiter, calls);
        System.out.printf(
            "%-14s %12d %12.2f %14.1f %14.1f%n",
            waiter.name(),
            figures.bytesPerCall(),
            figures.processorPercent(),
            figures.lateMillis50(),
            figures.lateMillis99());
      }
    }
  }

  private static void warmUp(Waiter.Maker contender) throws InterruptedException {
    try (Waiter waiter = contender.make(Duration.ofMillis(50))) {
      for (int round = 0; round < 10; round++) {
        Calls calls = new Calls(10_000);
        calls.begin(waiter);
        calls.awaitEnd();
      }
    }
  }

  private static Figures measure(Waiter waiter, int count) throws InterruptedException {
    Calls calls = new Calls(count);
    long heapBefore = Machine.usedHeap();
    calls.begin(waiter);
    long heap = Machine.usedHeap() - heapBefore;
    long cpuBefore = Machine.processorNanos();
    long from = System.nanoTime();
    Thread.sleep(2_000); // the machine's time is measured
    double share = 100.0 * (Machine.processorNanos() - cpuBefore) / (System.nanoTime() - from);
    calls.awaitEnd();
    return new Figures(heap / count, share, calls.lateMillis(50), calls.lateMillis(99));
  }

  /** The figures of Holdfast with that many calls. */
  static Figures ofHoldfast(int calls) throws InterruptedException {
    warmUp(HoldfastWaiter::make);
    try (Waiter waiter = HoldfastWaiter.make(WAIT)) {
      return measure(waiter, calls);
    }
  }

  /** The figures of one contender. */
  record Figures(
      long bytesPerCall, double processorPercent, double lateMillis50, double lateMillis99) {}

  /** The calls of one run: each fails once and succeeds when it is retried. */
  private static final class Calls {
    private final long[] failedAt;
    private final long[] triedAgainAt;
    private final AtomicIntegerArray attempts;
    private final CountDownLatch open;

    Calls(int count) {
      failedAt = new long[count];
      triedAgainAt = new long[count];
      attempts = new AtomicIntegerArray(count);
      open = new CountDownLatch(count);
    }

    void begin(Waiter waiter) {
      for (int i = 0; i < failedAt.length; i++) {
        int call = i;
        Supplier<CompletionStage<Long>> attempt = () -> attempt(call);
        waiter.begin(attempt);
      }
    }

    private CompletionStage<Long> attempt(int call) {
      if (attempts.getAndIncrement(call) == 0) {
        failedAt[call] = System.nanoTime();
        return Stages.FAILED;
      }
      triedAgainAt[call] = System.nanoTime();
      open.countDown();
      return Stages.GOOD;
    }

    void awaitEnd() throws InterruptedException {
      if (!open.await(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException(open.getCount() + " calls were never tried again");
      }
    }

    double lateMillis(int percentile) {
      long[] late = new long[failedAt.length];
      Arrays.setAll(late, call -> triedAgainAt[call] - failedAt[call] - WAIT.toNanos());
      Arrays.sort(late);
      return late[late.length * percentile / 100] / 1e6;
    }
  }
}
