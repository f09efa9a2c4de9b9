/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

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
 */
public record Result(
    long calls,
    double callsPerSecond,
    long medianNanos,
    long p99Nanos,
    long p999Nanos,
    double cpuNanos,
    double bytes) {

  static Result of(Latencies latencies, long nanos, Meter meter) {
    double calls = latencies.count();
    // CPU first: reading the allocation of all threads costs some.
    double cpu = meter.cpuNanos() / calls;
    return new Result(
        latencies.count(),
        calls * 1e9 / nanos,
        latencies.quantile(0.5),
        latencies.quantile(0.99),
        latencies.quantile(0.999),
        cpu,
        meter.bytes() / calls);
  }
}
