/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.util.List;

/**
 * One client's figures of one round.
 *
 * @param calls how many ended
 * @param callsPerSecond of all callers together
 * @param medianNanos of one call
 * @param p99Nanos of one call
 * @param p999Nanos of one call
 * @param cpuNanos of this process for one call: unlike times, hardly changed by what else runs on
 *     the machine
 * @param bytes of heap that this process allocated for one call
 * @param threads that did something in this process, the callers included
 * @param descriptors that the client had open after its calls; {@link #NOT_TOLD} by what cannot
 *     know
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
    long descriptors) {

  private static final long NOT_TOLD = -1;

  static Result of(Latencies latencies, long nanos, Meter meter) {
    double calls = latencies.count();
    // CPU first: reading the allocation of all threads costs some.
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
        NOT_TOLD);
  }

  /** The same, with that many descriptors unless others were told. */
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
        descriptors == NOT_TOLD ? counted : descriptors);
  }
}
