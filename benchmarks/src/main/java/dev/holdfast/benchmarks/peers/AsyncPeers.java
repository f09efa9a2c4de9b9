/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.RawSocket;
import dev.holdfast.benchmarks.race.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.SocketFactory;

/**
 * Asynchronous GETs of 1 KiB over kept-alive connections on the loopback interface: Holdfast beside
 * other clients and a raw socket loop, which has a thread for each call. Prints a table for each
 * protocol and number of calls in flight.
 */
public final class AsyncPeers {

  private static final int WARM_UP_CALLS = 15_000;

  private AsyncPeers() {}

  /**
   * Arguments: protocols and calls in flight (comma-separated), rounds, milliseconds of a round.
   */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("dev.holdfast").setLevel(Level.WARNING);
    String[] protocols = (args.length > 0 ? args[0] : "PLAIN,TLS,HTTP_2").split(",", -1);
    String[] inFlight = (args.length > 1 ? args[1] : "16,128").split(",", -1);
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    long millis = args.length > 3 ? Long.parseLong(args[3]) : 300;
    System.out.printf(
        "Java %s, %d processors; %d rounds of %d ms%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        rounds,
        millis);
    try (Certificate certificate = Certificate.create()) {
      for (String name : protocols) {
        Protocol protocol = Protocol.valueOf(name);
        try (ServerProcess server = server(protocol, certificate)) {
          List<Entrant> entrants = entrants(certificate.target(protocol, server.port()));
          warmUp(entrants);
          for (String count : inFlight) {
            Entrant.race(entrants, Integer.parseInt(count), rounds, millis * 1_000_000);
            print(protocol, count, entrants);
          }
          for (Entrant entrant : entrants) {
            entrant.close();
          }
        }
      }
    }
    // The JDK's client cannot be closed before JDK 21.
    System.exit(0);
  }

  private static ServerProcess server(Protocol protocol, Certificate certificate) throws Exception {
    return protocol.secure()
        ? ServerProcess.start(Server.class, certificate.path())
        : ServerProcess.start(Server.class);
  }

  /** The raw loop comes first; over TLS it is the yardstick for HTTP/2 as well. */
  private static List<Entrant> entrants(Target target) throws Exception {
    SocketFactory sockets =
        target.protocol().secure() ? target.trust().getSocketFactory() : SocketFactory.getDefault();
    List<Entrant> all = new ArrayList<>();
    all.add(Entrant.blocking(
        "raw loop, HTTP/1.1", new RawSocket(sockets, target.port(), Answer.LENGTH), Answer.LENGTH));
    all.add(async("Holdfast", new HoldfastAsync(target)));
    all.add(async("Apache HttpClient 5", new ApacheAsync(target)));
    all.add(async("Reactor Netty", new ReactorNettyAsync(target)));
    all.add(async("Jetty", new JettyAsync(target)));
    all.add(async("OkHttp", new OkHttpAsync(target)));
    all.add(async("JDK", new JdkAsync(target)));
    return all;
  }

  private static Entrant async(String name, AsyncClient client) {
    return Entrant.async(name, client, Answer.LENGTH);
  }

  /**
   * Enough for the compiler, with few calls at once and with many, each client after the others.
   */
  private static void warmUp(List<Entrant> entrants) throws Exception {
    for (int inFlight : new int[] {16, 64, 16}) {
      for (Entrant entrant : entrants) {
        entrant.warmUp(inFlight, WARM_UP_CALLS);
      }
    }
  }

  private static void print(Protocol protocol, String inFlight, List<Entrant> entrants) {
    Entrant raw = entrants.get(0);
    System.out.printf(
        "%n| %s, %s in flight | requests/s | / raw | quartiles | CPU us | / raw | bytes | p50 us | p99 us |%n"
            + "|---|---|---|---|---|---|---|---|---|%n",
        protocol, inFlight);
    for (Entrant entrant : entrants) {
      System.out.printf(
          "| %s | %,.0f | %.2f | %.2f–%.2f | %.1f | %.2f | %,.0f | %,.0f | %,.0f |%n",
          entrant.name(),
          entrant.median(Result::callsPerSecond),
          entrant.ratio(raw, Result::callsPerSecond),
          entrant.ratio(raw, Result::callsPerSecond, 0.25),
          entrant.ratio(raw, Result::callsPerSecond, 0.75),
          entrant.median(result -> result.cpuNanos() / 1e3),
          entrant.ratio(raw, Result::cpuNanos),
          entrant.least(Result::bytes),
          entrant.median(result -> result.medianNanos() / 1e3),
          entrant.median(result -> result.p99Nanos() / 1e3));
    }
  }
}
