/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.benchmarks.report.Figures;
import dev.holdfast.benchmarks.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares blocking calls of every client to a failing server: all at the same time, each at the
 * same steady rate and with the same timeouts.
 */
public final class Faults {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final int WARM_UP_SECONDS = 5;

  private final Figures figures = new Figures();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Peer<? extends BlockingClient>> peers =
      Peer.BLOCKING.stream().filter(peer -> !peer.name().equals(Peer.RAW)).toList();
  private final int perSecond;
  private final int seconds;

  private Faults(int perSecond, int seconds) {
    this.perSecond = perSecond;
    this.seconds = seconds;
  }

  /**
   * Runs the comparison. Arguments: the file for the figures, calls a second of each client
   * (default 200), seconds of a scenario (default 10).
   */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("dev.holdfast").setLevel(Level.OFF);
    Faults faults = new Faults(
        args.length > 1 ? Integer.parseInt(args[1]) : 200,
        args.length > 2 ? Integer.parseInt(args[2]) : 10);
    faults.run();
    faults.figures.write(Path.of(args[0]));
    // The JDK's client cannot be closed before JDK 21.
    System.exit(0);
  }

  private void run() throws Exception {
    figures.run(Machine.facts());
    figures.run(Map.of(
        "calls",
        perSecond + " a second of each client, for " + seconds + " s; timeouts of 1 s, at most "
            + Policies.RETRIES + " retries"));
    try (Certificate certificate = Certificate.create();
        ServerProcess server = ServerProcess.start(FaultyServer.class);
        DeadAddress dead = new DeadAddress()) {
      ports.add(server.port());
      while (ports.size() < peers.size()) {
        ports.add(Integer.parseInt(server.ask("open")));
      }
      for (int port : ports) {
        dead.add(port);
      }
      Target target = certificate.target(Protocol.PLAIN, server.port());
      // Warms up the compiler.
      scenario(server, target, Fault.STATUS_503, 0.1, WARM_UP_SECONDS, false);
      for (Fault fault : List.of(Fault.STATUS_503, Fault.RESET, Fault.STALL)) {
        for (double share : new double[] {0.01, 0.1, 0.5}) {
          scenario(server, target, fault, share, seconds, true);
        }
      }
      scenario(server, target, Fault.SLOW, 0.05, seconds, true);
      scenario(server, target, Fault.DEAD_ADDRESS, 1, seconds, true);
    }
  }

  private void scenario(
      ServerProcess server, Target target, Fault fault, double share, int length, boolean counts)
      throws Exception {
    server.ask(fault.name() + " " + share);
    String host = fault == Fault.DEAD_ADDRESS ? DeadAddress.HOST : target.host();
    int calls = length * perSecond;
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      BlockingClient client =
          peers.get(i).maker().make(target.with(host, ports.get(i), TIMEOUT), Work.GET_1K);
      streams.add(new Stream(client, ports.get(i), Work.GET_1K.answer(), calls));
    }
    begin(streams, calls);
    long until = System.nanoTime() + PATIENCE_NANOS;
    for (Stream stream : streams) {
      stream.await(until);
    }
    String received = server.ask("count");
    if (counts) {
      System.out.printf(
          "%n| %s | success | p50 ms | p99 ms | p99.9 ms | load | threads |%n"
              + "|---|---|---|---|---|---|---|%n",
          title(fault, share));
      for (int i = 0; i < streams.size(); i++) {
        add(fault, share, peers.get(i).name(), streams.get(i), received, calls);
      }
    }
    for (Stream stream : streams) {
      stream.close();
    }
  }

  private void begin(List<Stream> streams, int calls) {
    long start = System.nanoTime();
    for (int call = 0; call < calls; call++) {
      long due = start + call * 1_000_000_000L / perSecond;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      streams.forEach(stream -> stream.begin(due));
    }
  }

  private static String title(Fault fault, double share) {
    return switch (fault) {
      case SLOW -> String.format("0.3 s, and 3 s for %.0f %%", share * 100);
      case DEAD_ADDRESS -> "the first one";
      default -> String.format("%.0f %% of the requests", share * 100);
    };
  }

  private void add(
      Fault fault, double share, String peer, Stream stream, String received, int calls)
      throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("fault", fault.toString());
    row.put("share", title(fault, share));
    row.put("peer", peer);
    row.put("success", 100.0 * stream.good() / calls);
    row.put("p50", stream.millis(0.5));
    row.put("p99", stream.millis(0.99));
    row.put("p999", stream.millis(0.999));
    row.put("load", received(received, stream.port()) / (double) calls);
    row.put("threads", stream.threads());
    figures.add(row);
    System.out.printf(
        "| %s | %.2f %% | %.1f | %.1f | %.1f | %.2f | %d |%n",
        peer,
        (Double) row.get("success"),
        (Double) row.get("p50"),
        (Double) row.get("p99"),
        (Double) row.get("p999"),
        (Double) row.get("load"),
        stream.threads());
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
