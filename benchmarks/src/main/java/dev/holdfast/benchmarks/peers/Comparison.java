/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.Result;
import dev.holdfast.benchmarks.report.Figures;
import dev.holdfast.benchmarks.report.Machine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares calls over kept connections on the loopback interface: Holdfast with other clients and a
 * raw socket loop. Prints a table for each kind of call and number of callers, and writes all
 * figures into a file.
 */
public final class Comparison {

  private static final long WARM_UP_CALLS = 12_000;
  private static final int PARTS_OF_LONE_ROUNDS = 3;

  private final Options options;
  private final Figures figures = new Figures();

  private Comparison(Options options) {
    this.options = options;
  }

  /**
   * Runs the comparison. Arguments: the file for the figures; then names and values such as
   * {@code mode=ASYNC,BLOCKING protocol=TLS work=GET_1K callers=16,128 rounds=9 millis=200}, and
   * {@code full} for all cells.
   */
  public static void main(String[] args) throws Exception {
    Peer.endWithMain();
    // Only warnings, such as that of a growing pool.
    Logger.getLogger("dev.holdfast").setLevel(Level.WARNING);
    Comparison comparison = new Comparison(Options.of(Arrays.copyOfRange(args, 1, args.length)));
    comparison.run();
    comparison.figures.write(Path.of(args[0]));
    // The JDK's client cannot be closed before JDK 21.
    System.exit(0);
  }

  private void run() throws Exception {
    figures.run(Machine.facts());
    figures.run(
        Map.of("rounds", options.rounds() + " rounds of " + options.nanos() / 1_000_000 + " ms"));
    try (Certificate certificate = Certificate.create();
        ServerProcess plain = Server.start(Protocol.PLAIN, certificate);
        ServerProcess tls = Server.start(Protocol.TLS, certificate)) {
      String python = PythonPeer.version(certificate.target(Protocol.PLAIN, plain.port()));
      figures.run(Map.of("Python", python.isEmpty() ? "not installed" : python));
      for (Group group : options.groups()) {
        int port = group.protocol() == Protocol.PLAIN ? plain.port() : tls.port();
        race(group, certificate.target(group.protocol(), port));
      }
    }
  }

  private void race(Group group, Target target) throws Exception {
    List<Entrant> entrants = Peer.entrants(group.mode(), target, group.work());
    for (Entrant entrant : entrants) {
      entrant.warmUp(16, WARM_UP_CALLS, options.warmUpNanos());
    }
    for (int callers : group.callers()) {
      // The processors on which its threads happen to run decide a round of one caller.
      int parts = callers == 1 ? PARTS_OF_LONE_ROUNDS : 1;
      Entrant.race(entrants, callers, options.rounds() * parts, options.nanos() / parts);
      System.out.printf(
          "%n| %s, %s, %s, %d at once | requests/s | / raw | CPU us | bytes | p99 us |%n"
              + "|---|---|---|---|---|---|%n",
          group.mode(), group.protocol(), group.work(), callers);
      entrants.forEach(entrant -> add(group, callers, entrant, entrants));
    }
    for (Entrant entrant : entrants) {
      entrant.close();
    }
  }

  private void add(Group group, int callers, Entrant entrant, List<Entrant> all) {
    Entrant raw = all.get(0);
    Entrant holdfast = all.get(1);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("mode", group.mode().name());
    row.put("protocol", group.protocol().name());
    row.put("work", group.work().name());
    row.put("callers", callers);
    row.put("peer", entrant.name());
    row.put("perSecond", entrant.median(Result::callsPerSecond));
    row.put("raw", entrant.ratio(raw, Result::callsPerSecond));
    row.put("rawLow", entrant.ratio(raw, Result::callsPerSecond, 0.25));
    row.put("rawHigh", entrant.ratio(raw, Result::callsPerSecond, 0.75));
    row.put("holdfast", entrant.ratio(holdfast, Result::callsPerSecond));
    row.put("cpuMicros", entrant.median(Result::cpuNanos) / 1e3);
    row.put("cpuRaw", entrant.ratio(raw, Result::cpuNanos));
    row.put("cpuHoldfast", entrant.ratio(holdfast, Result::cpuNanos));
    row.put("bytes", entrant.least(Result::bytes));
    row.put("p50", entrant.median(Result::medianNanos) / 1e3);
    row.put("p99", entrant.median(Result::p99Nanos) / 1e3);
    row.put("p999", entrant.median(Result::p999Nanos) / 1e3);
    row.put("threads", entrant.median(Result::threads));
    row.put("failures", entrant.sum(Result::failures));
    row.put("descriptors", entrant.median(Result::descriptors));
    figures.add(row);
    System.out.printf(
        "| %s | %,.0f | %.2f | %.1f | %,.0f | %,.0f |%n",
        entrant.name(),
        (Double) row.get("perSecond"),
        (Double) row.get("raw"),
        (Double) row.get("cpuMicros"),
        (Double) row.get("bytes"),
        (Double) row.get("p99"));
  }
}
