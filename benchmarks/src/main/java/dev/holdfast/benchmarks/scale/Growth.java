/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.holdfast.benchmarks.report.Figures;
import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures how the cost of calls grows with waiting calls, headers, bytes and origins: the points
 * of plots.
 */
final class Growth {

  private static final int WARM_UP_CALLS = 4_000;
  private static final int ROUNDS = 5;
  /** The length of a round: a process's processor time is counted in hundredths of a second. */
  private static final long ROUND_NANOS = 400_000_000;

  private final Figures points;

  Growth(Figures points) {
    this.points = points;
  }

  /** Measures calls that wait in backoff: heap and processor time. */
  void waiters() throws InterruptedException {
    for (int calls = 20_000; calls <= 100_000; calls += 20_000) {
      PendingCalls.Figures seen = PendingCalls.ofHoldfast(calls);
      add(
          "Calls that wait in backoff",
          "MB of heap",
          "calls",
          "heap",
          calls,
          seen.bytesPerCall() * (double) calls / 1e6);
      add(
          "Wake-ups that are due at once",
          "ms late, p99",
          "calls",
          "lateness",
          calls,
          seen.lateMillis99());
    }
  }

  /** Measures calls with more and more header fields in their answers. */
  void headers(String url) {
    try (Session session = Session.create()) {
      for (int count : new int[] {0, 25, 50, 100, 150, 200}) {
        double micros = micros(session, url + count + "/100/0");
        add("Header fields of an answer", "µs of CPU a call", "fields", "call", count, micros);
      }
    }
  }

  /** Measures calls with longer and longer bodies. */
  void bodies(String url) {
    try (Session session = Session.create()) {
      for (int kilobytes : new int[] {1, 256, 512, 1024, 2048, 4096}) {
        double micros = micros(session, url + "4/" + kilobytes * 1024 + "/0");
        add("Bytes of an answer", "µs of CPU a call", "KiB", "call", kilobytes, micros);
      }
    }
  }

  /** Measures calls to one of more and more active origins, over kept connections. */
  void origins(int port) {
    int most = 1_000;
    try (Session session =
        Session.builder().maxConnections(most).maxConnectionsPerRoute(4).build()) {
      for (int count : new int[] {1, 250, 500, 750, most}) {
        int[] next = new int[1];
        double micros = micros(
            () -> session.request(Request.get("http://127.0." + next[0] / 250 + "."
                + (1 + next[0]++ % 250) + ":" + port + "/4/100/0")),
            next,
            count);
        add("Origins in use", "µs of CPU a call", "origins", "call", count, micros);
      }
    }
  }

  private static double micros(Session session, String url) {
    return micros(() -> session.request(Request.get(url)), new int[1], 1);
  }

  /**
   * The median of some rounds, after calls that warm up the compiler; the number of the call is
   * counted.
   */
  private static double micros(Runnable call, int[] number, int numbers) {
    run(call, number, numbers, WARM_UP_CALLS, Long.MAX_VALUE);
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long before = Machine.processorNanos();
      int calls = run(call, number, numbers, Integer.MAX_VALUE, ROUND_NANOS);
      rounds[round] = (Machine.processorNanos() - before) / 1e3 / calls;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static int run(Runnable call, int[] number, int numbers, int most, long nanos) {
    long begun = System.nanoTime();
    int done = 0;
    while (done < most && System.nanoTime() - begun < nanos) {
      number[0] = number[0] >= numbers ? 0 : number[0];
      call.run();
      done++;
    }
    return done;
  }

  void add(String plot, String unit, String by, String line, double x, double y) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("plot", plot);
    row.put("unit", unit);
    row.put("by", by);
    row.put("line", line);
    row.put("x", x);
    row.put("y", y);
    points.add(row);
    System.out.println(row);
  }
}
