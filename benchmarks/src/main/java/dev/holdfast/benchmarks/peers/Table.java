/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.Result;
import java.util.List;

/** The figures of a race, in Markdown. The first entrant is the yardstick. */
final class Table {

  private Table() {}

  static void print(String title, List<Entrant> entrants) {
    Entrant raw = entrants.get(0);
    System.out.printf(
        "%n| %s | requests/s | / raw | quartiles | CPU us | / raw | bytes | p50 us | p99 us | p99.9 us |%n"
            + "|---|---|---|---|---|---|---|---|---|---|%n",
        title);
    for (Entrant entrant : entrants) {
      System.out.printf(
          "| %s | %,.0f | %.2f | %.2f–%.2f | %.1f | %.2f | %,.0f | %,.0f | %,.0f | %,.0f |%n",
          entrant.name(),
          entrant.median(Result::callsPerSecond),
          entrant.ratio(raw, Result::callsPerSecond),
          entrant.ratio(raw, Result::callsPerSecond, 0.25),
          entrant.ratio(raw, Result::callsPerSecond, 0.75),
          entrant.median(result -> result.cpuNanos() / 1e3),
          entrant.ratio(raw, Result::cpuNanos),
          entrant.least(Result::bytes),
          entrant.median(result -> result.medianNanos() / 1e3),
          entrant.median(result -> result.p99Nanos() / 1e3),
          entrant.median(result -> result.p999Nanos() / 1e3));
    }
  }
}
