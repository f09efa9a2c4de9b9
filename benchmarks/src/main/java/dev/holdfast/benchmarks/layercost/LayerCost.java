/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import dev.holdfast.benchmarks.ServerProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/*
 * What Holdfast costs on top of what it is made of, and how that compares with peers.
 *
 * Machines are noisy, and absolute figures tell more about the machine than about the code. So all
 * contenders take turns in short rounds within one run, each round in another order; what counts is
 * each contender's ratio to another one within the same round, and of those the median.
 */

/** Keep-alive GETs of 1 KiB over loopback: throughput, latency and allocation, side by side. */
public final class LayerCost {

  private final Lane raw;
  private final Lane transport;
  private final Lane apache;
  private final List<Lane> lanes = new ArrayList<>();
  private final int rounds;
  private final long nanos;

  private LayerCost(int port, int rounds, long millis) {
    this.rounds = rounds;
    this.nanos = millis * 1_000_000;
    String url = "http://127.0.0.1:" + port + "/data";
    raw = lane("raw socket", new RawSocket(port));
    transport = lane("Holdfast transport", new HoldfastTransport(url));
    lane("Holdfast session", HoldfastSession.standard(url));
    lane("- no safeguards", HoldfastSession.unguarded(url));
    apache = lane("HttpClient 5", new ApacheClient(url));
    lane("OkHttp", new OkHttp(url));
    lane("JDK HttpClient", new JdkClient(url));
  }

  private Lane lane(String name, Contender contender) {
    Lane lane = new Lane(name, contender);
    lanes.add(lane);
    return lane;
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
      run.allocation();
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
      for (Lane lane : lanes) {
        lane.run(callers, 1_500_000_000);
      }
    }
  }

  private void allocation() throws Exception {
    System.out.printf("%n%-20s %14s%n", "1 caller", "bytes per call");
    for (Lane lane : lanes) {
      System.out.printf("%-20s %,14d%n", lane.name(), Allocation.bytesPerCall(lane.contender()));
    }
  }

  private void throughput(int callers) throws Exception {
    List<Lane> order = new ArrayList<>(lanes);
    order.forEach(Lane::forget);
    for (int round = 0; round < rounds; round++) {
      for (Lane lane : order) {
        lane.run(callers, nanos);
      }
      Collections.rotate(order, 1);
    }
    print(callers);
  }

  private void print(int callers) {
    System.out.printf(
        "%n%-20s %10s %8s %8s %8s %8s %8s %8s %9s%n",
        callers == 1 ? "1 caller" : callers + " callers",
        "calls/s",
        "/ raw",
        "/ transp",
        "/ HC 5",
        "p50 us",
        "p99 us",
        "cpu us",
        "/ transp");
    for (Lane lane : lanes) {
      System.out.printf(
          "%-20s %,10.0f %8.3f %8.3f %8.3f %8.1f %8.1f %8.1f %9.3f%n",
          lane.name(),
          lane.median(Race.Result::callsPerSecond),
          lane.ratio(raw, Race.Result::callsPerSecond),
          lane.ratio(transport, Race.Result::callsPerSecond),
          lane.ratio(apache, Race.Result::callsPerSecond),
          lane.median(result -> result.medianNanos() / 1e3),
          lane.median(result -> result.p99Nanos() / 1e3),
          lane.median(result -> result.cpuNanos() / 1e3),
          lane.ratio(transport, Race.Result::cpuNanos));
    }
  }

  private void close() throws Exception {
    for (Lane lane : lanes) {
      lane.contender().close();
    }
  }
}
