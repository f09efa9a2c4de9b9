/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.inflight.InFlight;
import dev.holdfast.benchmarks.inflight.VirtualThreads;
import dev.holdfast.benchmarks.report.Figures;
import dev.holdfast.benchmarks.report.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the scale benchmarks: checks goals, and measures how cost grows with the number. */
public final class Scale {

  private final Figures goals = new Figures();

  private Scale() {}

  /**
   * Runs the benchmarks. Argument: the directory for the figures. With {@code virtual} after it,
   * only the benchmarks that need a JDK with virtual threads.
   */
  public static void main(String[] args) throws Exception {
    Scale scale = new Scale();
    Path folder = Path.of(args[0]);
    scale.goals.run(Machine.facts());
    if (args.length > 1) {
      scale.virtualThreads();
      scale.goals.write(folder.resolve("scale-virtual.tsv"));
    } else {
      Figures points = new Figures();
      scale.all(new Growth(points));
      scale.goals.write(folder.resolve("scale.tsv"));
      points.write(folder.resolve("growth.tsv"));
    }
  }

  private void all(Growth growth) throws Exception {
    inFlight();
    pending();
    growth.waiters();
    origins(growth);
    fanout();
    try (ServerProcess server = ServerProcess.start(ShapedServer.class)) {
      fairness(server.url());
      growth.headers(server.url());
      growth.bodies(server.url());
      growth.origins(server.port());
    }
  }

  private void virtualThreads() throws Exception {
    for (VirtualThreads.Figures round : VirtualThreads.rounds(10_000, 4_000)) {
      add(
          "10,000 blocking calls on virtual threads, 4,000 connections, answers after 1 s",
          "no error, none pinned",
          round.errors() == 0 && round.pinned() == 0,
          "%d errors, %d pinned; all done after %.1f s",
          round.errors(),
          round.pinned(),
          round.millis() / 1e3);
    }
  }

  private void inFlight() throws Exception {
    for (InFlight.Figures round : InFlight.rounds(10_000)) {
      add(
          "10,000 asynchronous calls at once, answered after 2 s",
          "no error, no retry",
          round.errors() == 0 && round.retried() == 0,
          "%d errors, %d retried; all done after %.1f s on %d threads",
          round.errors(),
          round.retried(),
          round.millis() / 1e3,
          round.threads());
    }
  }

  private void pending() throws InterruptedException {
    PendingCalls.Figures seen = PendingCalls.ofHoldfast(100_000);
    add(
        "100,000 calls that wait in backoff",
        "≤ 350 B each, late by ≤ 40 ms (p99)",
        seen.bytesPerCall() <= 350 && seen.lateMillis99() <= 40,
        "%d B, %.1f ms late, %.1f %% of a core while they wait",
        seen.bytesPerCall(),
        seen.lateMillis99(),
        seen.processorPercent());
  }

  private void origins(Growth growth) {
    int count = 10_000;
    List<Long> heap = Origins.heapOfAnHour(count);
    for (int i = 0; i < heap.size(); i++) {
      growth.add(
          "Origins that are visited once within an hour",
          "MB of heap",
          "origins",
          "session",
          (i + 1) * (double) Origins.step(),
          heap.get(i) / 1e6);
    }
    int half = heap.size() / 2;
    long early = heap.subList(0, half).stream().mapToLong(Long::longValue).max().orElse(0);
    long late = heap.subList(half, heap.size()).stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
    add(
        "10,000 origins in an hour, each visited once",
        "no more heap in the second half than in the first",
        late <= early * 1.05,
        "%.2f MB at most in the first half, %.2f MB in the second",
        early / 1e6,
        late / 1e6);
  }

  /** Adds the last round of each form, for which the code is compiled already. */
  private void fanout() throws Exception {
    List<Fanout.Figures> rounds = Fanout.rounds(5_000, 50);
    for (Fanout.Figures seen : rounds.subList(rounds.size() - 2, rounds.size())) {
      add(
          "5,000 URLs over 3 origins, 16 at a time to each (`" + seen.form() + "`)",
          "≤ 1.1 times what plain sockets take",
          seen.ratio() <= 1.1 && seen.failed() == 0,
          "%.2f s, %.2f times, %d failed",
          seen.seconds(),
          seen.ratio(),
          seen.failed());
    }
  }

  private void fairness(String url) throws Exception {
    Fairness.Figures seen = Fairness.of(url + "4/100/5", 200, 2, Duration.ofSeconds(5));
    add(
        "200 threads over 2 connections, answers after 5 ms",
        "no wait longer than 3 times the median",
        seen.longest() <= 3 * seen.median(),
        "median %.0f ms, longest %.0f ms; %d to %d calls a thread",
        seen.median(),
        seen.longest(),
        seen.fewest(),
        seen.most());
  }

  private void add(String what, String goal, boolean met, String measured, Object... values) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("what", what);
    row.put("goal", goal);
    row.put("measured", String.format(Locale.ROOT, measured, values));
    row.put("met", met ? "met" : "**missed**");
    goals.add(row);
    System.out.println(row);
  }
}
