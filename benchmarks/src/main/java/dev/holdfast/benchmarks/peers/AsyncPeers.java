/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.RawSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Asynchronous GETs of 1 KiB over kept-alive connections on the loopback interface: Holdfast beside
 * other clients and a raw socket loop, which has a thread for each call. Prints a table for each
 * protocol and number of calls in flight.
 */
public final class AsyncPeers {

  private static final int LENGTH = Work.GET_1K.answer();
  private static final int WARM_UP_CALLS = 15_000;

  private AsyncPeers() {}

  /**
   * Arguments: protocols and calls in flight (comma-separated), rounds, milliseconds of a round.
   */
  public static void main(String[] args) throws Exception {
    Comparison comparison = new Comparison(args);
    String[] inFlight = comparison.list(1, "16,128");
    comparison.run(
        "PLAIN,TLS,HTTP_2",
        2,
        15,
        300,
        (target, rounds, nanos) -> race(target, inFlight, rounds, nanos));
  }

  private static void race(Target target, String[] inFlight, int rounds, long nanos)
      throws Exception {
    List<Entrant> entrants = entrants(target);
    warmUp(entrants);
    for (String count : inFlight) {
      Entrant.race(entrants, Integer.parseInt(count), rounds, nanos);
      Table.print(target.protocol() + ", in flight: " + count, entrants);
    }
    for (Entrant entrant : entrants) {
      entrant.close();
    }
  }

  /** The raw loop comes first; over TLS it is the yardstick for HTTP/2 as well. */
  private static List<Entrant> entrants(Target target) throws Exception {
    List<Entrant> all = new ArrayList<>();
    all.add(Entrant.blocking(
        "raw loop, HTTP/1.1",
        RawSocket.get(target.sockets(), target.port(), Work.GET_1K.path(), LENGTH),
        LENGTH));
    all.add(async("Holdfast", new HoldfastAsync(target)));
    all.add(async("Apache HttpClient 5", new ApacheAsync(target)));
    all.add(async("Reactor Netty", new ReactorNettyAsync(target)));
    all.add(async("Jetty", new JettyAsync(target)));
    all.add(async("OkHttp", new OkHttpAsync(target)));
    all.add(async("JDK", new JdkAsync(target)));
    return all;
  }

  private static Entrant async(String name, AsyncClient client) {
    return Entrant.async(name, client, LENGTH);
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
}
