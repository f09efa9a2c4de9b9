/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.RawSocket;
import dev.holdfast.benchmarks.race.Result;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/*
 * What Holdfast costs on top of what it is made of, and how that compares with peers.
 *
 * Machines are noisy, and absolute figures tell more about the machine than about the code. So all
 * contenders take turns in short rounds within one run, each round in another order; what counts is
 * each contender's ratio to another one within the same round, and of those the median.
 */

/** Keep-alive GETs of 1 KiB over loopback: throughput, latency and allocation, side by side. */
public final class LayerCost {

  private static final int WARM_UP_CALLS = 15_000;

  private final Entrant raw;
  private final Entrant transport;
  private final Entrant apache;
  private final List<Entrant> entrants = new ArrayList<>();
  private final int rounds;
  private final long nanos;

  private LayerCost(int port, int rounds, long millis) {
    this.rounds = rounds;
    this.nanos = millis * 1_000_000;
    String url = "http://127.0.0.1:" + port + "/data";
    raw = entrant(
        "raw socket",
        RawSocket.get(SocketFactory.getDefault(), port, "/data", LoopbackServer.BODY_LENGTH));
    transport = entrant("Holdfast transport", new HoldfastTransport(url));
    entrant("Holdfast session", HoldfastSession.standard(url));
    entrant("- no safeguards", HoldfastSession.unguarded(url));
    apache = entrant("HttpClient 5", new ApacheClient(url));
    entrant("OkHttp", new OkHttp(url));
    entrant("JDK HttpClient", new JdkClient(url));
  }

  private Entrant entrant(String name, BlockingClient client) {
    Entrant entrant = Entrant.blocking(name, client, LoopbackServer.BODY_LENGTH);
    entrants.add(entrant);
    return entrant;
  }

  /** Arguments: numbers of callers (comma-separated), rounds, milliseconds of a round. */
  public static void main(String[] args) throws Exception {
    String[] callers = (args.length > 0 ? args[0] : "1,16,64").split(",", -1);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
    long millis = args.length > 2 ? Long.parseLong(args[2]) : 400;
    try (ServerProcess server = ServerProcess.start(LoopbackServer.class)) {
      LayerCost run = new LayerCost(server.port(), rounds, millis);
      System.out.printf(
          "%s, Java %s, %d processors; %d rounds of %d ms%n",
          System.getProperty("os.name"),
          System.getProperty("java.version"),
          Runtime.getRuntime().availableProcessors(),
          rounds,
          millis);
      run.warmUp();
      for (String count : callers) {
        run.throughput(Integer.parseInt(count));
      }
      run.close();
    }
    // The JDK's client cannot be closed before JDK 21.
    System.exit(0);
  }

  /** Long enough for the compiler: more than 10,000 calls each, alone and with company. */
  private void warmUp() throws Exception {
    for (int callers : new int[] {1, 8, 1}) {
      for (Entrant entrant : entrants) {
        entrant.warmUp(callers, WARM_UP_CALLS);
      }
    }
  }

  private void throughput(int callers) throws Exception {
    Entrant.race(entrants, callers, rounds, nanos);
    print(callers);
  }

  private void print(int callers) {
    System.out.printf(
        "%n%-20s %10s %8s %8s %8s %8s %8s %8s %9s %8s%n",
        callers == 1 ? "1 caller" : callers + " callers",
        "calls/s",
        "/ raw",
        "/ transp",
        "/ HC 5",
        "p50 us",
        "p99 us",
        "cpu us",
        "/ transp",
        "bytes");
    for (Entrant entrant : entrants) {
      System.out.printf(
          "%-20s %,10.0f %8.3f %8.3f %8.3f %8.1f %8.1f %8.1f %9.3f %,8.0f%n",
          entrant.name(),
          entrant.median(Result::callsPerSecond),
          entrant.ratio(raw, Result::callsPerSecond),
          entrant.ratio(transport, Result::callsPerSecond),
          entrant.ratio(apache, Result::callsPerSecond),
          entrant.median(result -> result.medianNanos() / 1e3),
          entrant.median(result -> result.p99Nanos() / 1e3),
          entrant.median(result -> result.cpuNanos() / 1e3),
          entrant.ratio(transport, Result::cpuNanos),
          entrant.least(Result::bytes));
    }
  }

  private void close() throws Exception {
    for (Entrant entrant : entrants) {
      entrant.close();
    }
  }
}
