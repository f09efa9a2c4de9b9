/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.holdfast.benchmarks.race.Latencies;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures how long each call waits for its turn when many threads share few connections. */
final class Fairness {

  private Fairness() {}

  /**
   * The figures of a run.
   *
   * @param median of the times of all calls, in milliseconds
   * @param longest of them
   * @param fewest calls of one thread
   * @param most calls of one thread
   */
  record Figures(double median, double longest, long fewest, long most) {}

  /** Makes calls for that long, after a warm-up of the same length. */
  static Figures of(String url, int threads, int connections, Duration length) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Session session = Session.builder()
        .maxConnections(connections)
        .maxConnectionsPerRoute(connections)
        .build()) {
      long begun = System.nanoTime() + length.toNanos();
      List<Future<Latencies>> loops = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        loops.add(pool.submit(() -> loop(session, url, begun, begun + length.toNanos())));
      }
      Latencies all = new Latencies();
      long fewest = Long.MAX_VALUE;
      long most = 0;
      for (Future<Latencies> loop : loops) {
        Latencies one = loop.get();
        fewest = Math.min(fewest, one.count());
        most = Math.max(most, one.count());
        all.add(one);
      }
      return new Figures(all.quantile(0.5) / 1e6, all.quantile(1) / 1e6, fewest, most);
    } finally {
      pool.shutdown();
    }
  }

  private static Latencies loop(Session session, String url, long from, long until) {
    Latencies latencies = new Latencies();
    for (long before = System.nanoTime(); before - until < 0; before = System.nanoTime()) {
      session.request(Request.get(url)).raiseForStatus();
      if (before - from >= 0) {
        latencies.record(System.nanoTime() - before);
      }
    }
    return latencies;
  }
}
