/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.micro;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.time.TimeSource;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Measures the cost of a call that succeeds at once, which every call pays for the rare failing
 * one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RetrierSuccess {

  private int counter;

  private final Callable<Integer> work = () -> counter++;
  private final Retrier retrier = Retrier.builder().noDeadline().build();
  private final Retrier withDeadline = Retrier.create();

  private final Retry resilience4j =
      Retry.of("peer", RetryConfig.custom().maxAttempts(6).build());
  private final FailsafeExecutor<Integer> failsafe = Failsafe.with(
      dev.failsafe.RetryPolicy.<Integer>builder().withMaxRetries(5).build());
  private final RetryTemplate spring = new RetryTemplate(
      RetryPolicy.builder().maxRetries(5).delay(Duration.ofMillis(500)).build());

  /** The work alone. */
  @Benchmark
  public Integer bare() throws Exception {
    return work.call();
  }

  /** Measures a Retrier without a time limit. */
  @Benchmark
  public Integer holdfast() throws Exception {
    return retrier.call(work::call);
  }

  /** Measures a Retrier with the defaults: the deadline is checked between attempts. */
  @Benchmark
  public Integer holdfastDefaults() throws Exception {
    return withDeadline.call(work::call);
  }

  /** Measures Resilience4j. */
  @Benchmark
  public Integer resilience4j() throws Exception {
    return Retry.decorateCallable(resilience4j, work).call();
  }

  /** Measures Failsafe. */
  @Benchmark
  public Integer failsafe() {
    return failsafe.get(work::call);
  }

  /** Measures Spring's RetryTemplate. */
  @Benchmark
  public Integer springCore() throws RetryException {
    return spring.execute(work::call);
  }

  /**
   * The state of calls with a timer that would interrupt them at the deadline, among other timers.
   */
  @State(Scope.Benchmark)
  public static class Armed {

    /** The number of timers that are pending already. */
    @Param({"0", "10000"})
    int pending;

    private final Retrier retrier = Retrier.builder().interruptAtDeadline(true).build();
    private final FailsafeExecutor<Integer> failsafe = Failsafe.with(
        dev.failsafe.RetryPolicy.<Integer>builder().withMaxRetries(5).build(),
        Timeout.<Integer>builder(Duration.ofMinutes(2)).withInterrupt().build());
    private final PendingTimers timers = new PendingTimers();

    /** Sets the other timers. */
    @Setup
    public void fill() {
      timers.fill(TimeSource.system(), pending);
    }

    /** Removes the other timers. */
    @TearDown
    public void drain() {
      timers.drain();
    }
  }

  /** Measures a Retrier with an interrupt armed. */
  @Benchmark
  public Integer holdfastArmed(Armed armed) throws Exception {
    return armed.retrier.call(work::call);
  }

  /** Measures Failsafe with a timeout. Its only pending timer is this call's. */
  @Benchmark
  public Integer failsafeArmed(Armed armed) {
    return armed.failsafe.get(work::call);
  }
}
