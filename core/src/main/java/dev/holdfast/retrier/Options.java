/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.time.TimeSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All settings of a retrier; see {@link RetrierBuilder} for what each means. */
record Options(
    RetryPolicy policy,
    RetryCondition condition,
    long deadlineNanos,
    long attemptTimeoutNanos,
    boolean interruptAtDeadline,
    boolean wrapFailures,
    boolean throwOnResult,
    Listeners listeners,
    @Nullable CancelToken token,
    @Nullable OriginPolicies origin,
    Pipeline pipeline,
    TimeSource time,
    RandomGenerator random,
    Executor executor) {

  /** The timeout of the attempt that begins now: as set, or less if observed latency says so. */
  long attemptLimitNanos() {
    return Math.min(attemptTimeoutNanos, pipeline.timing().attemptTimeoutNanos());
  }

  /** Whether something may interrupt a running attempt. */
  boolean guarded() {
    return attemptTimeoutNanos != Long.MAX_VALUE
        || pipeline.timing().limits()
        || token != null
        || (interruptAtDeadline && deadlineNanos != Long.MAX_VALUE);
  }
}
