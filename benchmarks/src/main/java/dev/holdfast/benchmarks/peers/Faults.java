/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.report.Figures;
import dev.holdfast.benchmarks.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares calls of every client to a failing server, blocking ones first, then asynchronous ones:
 * all clients at the same time, each at the same steady rate and with the same timeouts.
 */
public final class Faults {

  private static final long SECOND = 1_000_000_000;
  private static final long PATIENCE_NANOS = 20 * SECOND;
  private static final int WARM_UP_SECONDS = 5;

  private final Figures figures = new Figures();
  private final List<Integer> ports = new ArrayList<>();
  private final Map<String, ClientThreads> threads = new HashMap<>();
  private final ServerProcess server;
  private final Target target;
  private final int perSecond;

  private Faults(ServerProcess server, Target target, int perSecond) {
    this.server = server;
    this.target = target;
    this.perSecond = perSecond;
  }

  /**
   * Runs the comparison. Arguments: the file for the figures, calls a second of each client
   * (default 200), seconds of a scenario (default 10).
   */
  public static void main(String[] args) throws Exception {
    Peer.endWithMain();
    Logger.getLogger("dev.holdfast").setLevel(Level.OFF);
    int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    try (Certificate certificate = Certificate.create();
        ServerProcess server = ServerProcess.start(FaultyServer.class);
        DeadAddress dead = new DeadAddress()) {
      Target target = certificate.target(Protocol.PLAIN, server.port());
      Faults faults = new Faults(server, target, perSecond);
      faults.openPorts(dead);
      faults.run(seconds);
      faults.figures.write(Path.of(args[0]));
    }
    // The JDK's client cannot be closed before JDK 21.
    System.exit(0);
  }

  /** Opens a port for each of the clients that are compared at the same time. */
  private void openPorts(DeadAddress dead) throws IOException {
    ports.add(server.port());
    while (ports.size() < Peer.BLOCKING.size()) {
      ports.add(Integer.parseInt(server.ask("open")));
    }
    for (int port : ports) {
      dead.add(port);
    }
  }

  private void run(int seconds) throws Exception {
    figures.run(Machine.facts());
    figures.run(Map.of(
        "calls",
        perSecond + " a second of each client, for " + seconds + " s; timeouts of 1 s, at most "
            + Policies.RETRIES + " retries"));
    for (Mode mode : List.of(Mode.BLOCKING, Mode.ASYNC)) {
      // Warms up the compiler.
      race(new Scenario(mode, Fault.STATUS_503, 0.1), WARM_UP_SECONDS, (stream, load) -> {});
      for (Scenario scenario : Scenario.all(mode)) {
        System.out.printf(
            "%n| %s, %s, %s | success | p50 ms | p99 ms | p99.9 ms | load | threads |%n"
                + "|---|---|---|---|---|---|---|%n",
            scenario.fault(), scenario.title(), mode);
        race(scenario, seconds, (stream, load) -> add(scenario, stream, load));
      }
    }
  }

  /** Takes the figures of one client; its load is the number of requests for each call. */
  private interface Report {
    void add(Stream stream, double load);
  }

  private void race(Scenario scenario, int seconds, Report report) throws Exception {
    server.ask(scenario.fault().name() + " " + scenario.share());
    int calls = seconds * perSecond;
    List<Stream> streams = new ArrayList<>();
    for (Peer<? extends AsyncClient> peer : Peer.underFaults(scenario.mode())) {
      streams.add(new Stream(
          peer,
          scenario.target(target, ports.get(streams.size())),
          threads.computeIfAbsent(peer.name(), ClientThreads::new),
          calls));
    }
    begin(streams);
    long until = System.nanoTime() + seconds * SECOND + PATIENCE_NANOS;
    for (Stream stream : streams) {
      stream.await(until);
    }
    String received = server.ask("count");
    for (Stream stream : streams) {
      report.add(stream, received(received, stream.port()) / (double) calls);
    }
    for (Stream stream : streams) {
      stream.close();
    }
  }

  /** The clients take turns within each period: none waits for the processors behind all others. */
  private void begin(List<Stream> streams) {
    long period = SECOND / perSecond;
    long start = System.nanoTime() + period;
    for (int i = 0; i < streams.size(); i++) {
      streams.get(i).begin(start + i * period / streams.size(), period);
    }
  }

  private void add(Scenario scenario, Stream stream, double load) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("mode", scenario.mode().name());
    row.put("fault", scenario.fault().toString());
    row.put("share", scenario.title());
    row.put("peer", stream.peer());
    row.put("success", stream.success());
    row.put("p50", stream.millis(0.5));
    row.put("p99", stream.millis(0.99));
    row.put("p999", stream.millis(0.999));
    row.put("load", load);
    row.put("threads", stream.threads());
    figures.add(row);
    System.out.printf(
        "| %s | %.2f %% | %.1f | %.1f | %.1f | %.2f | %d |%n",
        row.values().stream().skip(3).toArray());
  }

  /** Reads the count of a port from counts such as {@code {8080=3, 8081=4}}. */
  private static long received(String counts, int port) throws IOException {
    for (String count : counts.substring(1, counts.length() - 1).split(", ", -1)) {
      if (count.startsWith(port + "=")) {
        return Long.parseLong(count.substring(count.indexOf('=') + 1));
      }
    }
    throw new IOException("no count of port " + port);
  }
}
