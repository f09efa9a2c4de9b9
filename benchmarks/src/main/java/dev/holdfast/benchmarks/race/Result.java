/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.util.List;

/**
 * One client's figures of one round.
 *
 * @param calls the number of calls that ended
 * @param callsPerSecond of all callers together
 * @param medianNanos of one call
 * @param p99Nanos of one call
 * @param p999Nanos of one call
 * @param cpuNanos of this process for one call: unlike times, hardly affected by other programs on
 *     the machine
 * @param bytes of heap that this process allocated for one call
 * @param threads that were active in this process, the callers included
 * @param failures the number of calls that failed, which no other figure includes
 * @param descriptors that the client had open after its calls; {@link #NOT_TOLD} if unknown
 */
public record Result(
    long calls,
    double callsPerSecond,
    long medianNanos,
    long p99Nanos,
    long p999Nanos,
    double cpuNanos,
    double bytes,
    long threads,
    long failures,
    long descriptors) {

  private static final long NOT_TOLD = -1;

  static Result of(Latencies latencies, long nanos, Meter meter) {
    double calls = latencies.count();
    // CPU first: reading the allocation of all threads takes CPU time.
    double cpu = meter.cpuNanos() / calls;
    List<Long> bytes = meter.bytes();
    return new Result(
        latencies.count(),
        calls * 1e9 / nanos,
        latencies.quantile(0.5),
        latencies.quantile(0.99),
        latencies.quantile(0.999),
        cpu,
        bytes.stream().mapToLong(Long::longValue).sum() / calls,
        bytes.size(),
        latencies.failures(),
        NOT_TOLD);
  }

  /** The same result with that number of descriptors, unless it has one. */
  Result orDescriptors(long counted) {
    return new Result(
        calls,
        callsPerSecond,
        medianNanos,
        p99Nanos,
        p999Nanos,
        cpuNanos,
        bytes,
        threads,
        failures,
        descriptors == NOT_TOLD ? counted : descriptors);
  }
}
