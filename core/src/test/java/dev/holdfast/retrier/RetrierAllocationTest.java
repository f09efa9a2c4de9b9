/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdfast.retry.Backoff;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * Bytes that a call allocates. They are the same on every machine, except for the compiler's
 * optimizations; the bounds leave room for those. docs/benchmarks.md has the measurements.
 */
class RetrierAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 20_000;

  private final IllegalStateException failure = new IllegalStateException("fails twice");
  private int attempts;

  private String good() {
    return "good";
  }

  private String goodAtTheThird() {
    if (++attempts % 3 != 0) {
      throw failure;
    }
    return "good";
  }

  private static long bytesPerCall(Retrier retrier, Action<String, RuntimeException> action) {
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < CALLS; i++) {
      retrier.call(action);
    }
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      retrier.call(action);
    }
    return (THREADS.getThreadAllocatedBytes(thread) - before) / CALLS;
  }

  @Test
  void anImmediateSuccessAllocatesNextToNothing() {
    assertThat(bytesPerCall(Retrier.create(), this::good)).isLessThanOrEqualTo(48);
  }

  @Test
  void anArmedDeadlineCostsItsTimerAndItsGuard() {
    Retrier armed = Retrier.builder().interruptAtDeadline(true).build();

    assertThat(bytesPerCall(armed, this::good)).isLessThanOrEqualTo(160);
  }

  @Test
  void retriesThatNobodyListensToStaySmall() {
    Retrier retrier = Retrier.builder().backoff(Backoff.none()).build();

    assertThat(bytesPerCall(retrier, this::goodAtTheThird)).isLessThanOrEqualTo(2_400);
  }
}
