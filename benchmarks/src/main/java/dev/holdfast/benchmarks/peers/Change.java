/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.peers.ProbeProcess.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One kind of call, with its rounds before and after. */
final class Change {

  private final Mode mode;
  private final Protocol protocol;
  private final int callers;
  private final List<Figures> before = new ArrayList<>();
  private final List<Figures> after = new ArrayList<>();

  Change(Mode mode, Protocol protocol, int callers) {
    this.mode = mode;
    this.protocol = protocol;
    this.callers = callers;
  }

  /** The command for a {@link Probe}. */
  String command(long millis) {
    return mode.name() + ' ' + protocol.name() + ' ' + callers + ' ' + millis;
  }

  /** Adds two adjacent rounds. */
  void add(Figures earlier, Figures later) {
    before.add(earlier);
    after.add(later);
  }

  String row() {
    double[] throughput = ratios(Figures::callsPerSecond);
    double[] cpu = ratios(Figures::cpuNanos);
    return String.format(
        Locale.ROOT,
        "| %s, %s | %d | %.3f | %.3f–%.3f | %.3f | %,.0f | %,.0f |",
        mode,
        protocol,
        callers,
        quantile(throughput, 0.5),
        quantile(throughput, 0.25),
        quantile(throughput, 0.75),
        quantile(cpu, 0.5),
        least(before),
        least(after));
  }

  private double[] ratios(ToDoubleFunction<Figures> figure) {
    double[] ratios = new double[before.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(after.get(i)) / figure.applyAsDouble(before.get(i));
    }
    return ratios;
  }

  /**
   * The smallest figure. Everything above it is due to the machine: a compiler, a starting thread.
   */
  private static double least(List<Figures> rounds) {
    return rounds.stream().mapToDouble(Figures::bytes).min().orElse(Double.NaN);
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }
}
