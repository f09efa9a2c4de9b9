/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.micro;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retry.Backoff;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.backoff.FixedBackOff;

/** Measures the cost of two failures and a success, without any wait: the decisions alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RetrierRetries {

  /** Created once: a stack trace is a cost of the work, not of the retries. */
  private final IllegalStateException failure = new IllegalStateException("fails twice", null);

  private int counter;

  private final Callable<Integer> work = () -> {
    if (++counter % 3 != 0) {
      throw failure;
    }
    return counter;
  };
  private final Retrier retrier =
      Retrier.builder().backoff(Backoff.none()).noDeadline().build();
  private final Retry resilience4j = Retry.of(
      "peer",
      RetryConfig.custom().maxAttempts(6).intervalFunction(attempt -> 0L).build());
  private final FailsafeExecutor<Integer> failsafe = Failsafe.with(
      dev.failsafe.RetryPolicy.<Integer>builder().withMaxRetries(5).build());
  private final RetryTemplate spring =
      new RetryTemplate(RetryPolicy.builder().backOff(new FixedBackOff(0, 5)).build());

  /** The work alone, with failures caught. */
  @Benchmark
  public Integer bare() throws Exception {
    while (true) {
      try {
        return work.call();
      } catch (IllegalStateException again) {
        // As a hand-written loop does.
      }
    }
  }

  /** Measures a Retrier. */
  @Benchmark
  public Integer holdfast() throws Exception {
    return retrier.call(work::call);
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
}
