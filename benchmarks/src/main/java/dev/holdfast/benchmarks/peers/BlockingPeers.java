/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.benchmarks.race.Entrant;
import dev.holdfast.benchmarks.race.RawSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocking calls over kept-alive connections on the loopback interface: Holdfast beside other
 * clients with retries and a raw socket loop. Prints a table for each kind of call, protocol and
 * number of callers.
 */
public final class BlockingPeers {

  private static final int WARM_UP_CALLS = 10_000;
  private static final int FEWER_OF_LARGE_ONES = 10;

  private BlockingPeers() {}

  /**
   * Arguments: protocols, kinds of call and callers (comma-separated), rounds, milliseconds of a
   * round.
   */
  public static void main(String[] args) throws Exception {
    Comparison comparison = new Comparison(args);
    String[] works = comparison.list(1, "GET_1K,GET_1M,POST_1K,POST_64K");
    String[] callers = comparison.list(2, "1,16,128");
    comparison.run("PLAIN,TLS", 3, 9, 200, (target, rounds, nanos) -> {
      for (String work : works) {
        race(target, Work.valueOf(work), callers, rounds, nanos);
      }
    });
  }

  private static void race(Target target, Work work, String[] callers, int rounds, long nanos)
      throws Exception {
    List<Entrant> entrants = entrants(target, work);
    for (Entrant entrant : entrants) {
      entrant.warmUp(8, work == Work.GET_1M ? WARM_UP_CALLS / FEWER_OF_LARGE_ONES : WARM_UP_CALLS);
    }
    for (String count : callers) {
      Entrant.race(entrants, Integer.parseInt(count), rounds, nanos);
      Table.print(work + ", " + target.protocol() + ", callers: " + count, entrants);
    }
    for (Entrant entrant : entrants) {
      entrant.close();
    }
  }

  private static List<Entrant> entrants(Target target, Work work) {
    List<Entrant> all = new ArrayList<>();
    all.add(blocking("raw loop", raw(target, work), work));
    all.add(blocking("Holdfast", new HoldfastBlocking(target, work), work));
    all.add(blocking("Apache HttpClient 5, its retries", new ApacheBlocking(target, work), work));
    all.add(blocking("OkHttp + Failsafe", new OkHttpBlocking(target, work), work));
    all.add(blocking("JDK + Failsafe", JdkBlocking.withFailsafe(target, work), work));
    all.add(blocking("JDK + Resilience4j", JdkBlocking.withResilience4j(target, work), work));
    return all;
  }

  private static Entrant blocking(String name, BlockingClient client, Work work) {
    return Entrant.blocking(name, client, work.answer());
  }

  private static RawSocket raw(Target target, Work work) {
    return work.uploads()
        ? RawSocket.post(target.sockets(), target.port(), work.path(), work.body(), work.answer())
        : RawSocket.get(target.sockets(), target.port(), work.path(), work.answer());
  }
}
