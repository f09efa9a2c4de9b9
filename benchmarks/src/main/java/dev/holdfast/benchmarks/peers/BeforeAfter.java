/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/*
 * One JVM cannot contain two states of the code, and two JVMs that run one after the other meet
 * different conditions of the machine. So both stay alive and take turns, and each round of one is
 * compared with the adjacent round of the other. The machine code that the compiler generates is
 * also random, so there are several pairs of JVMs.
 */

/**
 * Compares two states of Holdfast, round by round: throughput, processor time and heap of a call,
 * after and before. The calls are keep-alive GETs of 1 KiB on the loopback interface.
 */
public final class BeforeAfter {

  private static final int WARM_UP_CALLS = 15_000;
  private static final long WARM_UP_MILLIS = 300;

  private final List<Change> changes = new ArrayList<>();
  private final int rounds;
  private final long millis;

  private BeforeAfter(int rounds, long millis, List<Group> groups) {
    this.rounds = rounds;
    this.millis = millis;
    for (Group group : groups) {
      for (int callers : group.callers()) {
        changes.add(new Change(group.mode(), group.protocol(), callers));
      }
    }
  }

  /**
   * Runs the comparison. Arguments: the class path of each state, pairs of JVMs, rounds of a pair,
   * milliseconds of a round; then cells as in {@link Options}. Without cells: all GETs of 1 KiB.
   */
  public static void main(String[] args) throws Exception {
    int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 9;
    long millis = args.length > 4 ? Long.parseLong(args[4]) : 200;
    List<String> cells = new ArrayList<>(List.of("full", "work=" + Work.GET_1K.name()));
    cells.addAll(List.of(args).subList(Math.min(args.length, 5), args.length));
    List<Group> groups = Options.of(cells.toArray(String[]::new)).groups();
    BeforeAfter run = new BeforeAfter(rounds, millis, groups);
    try (Certificate certificate = Certificate.create();
        ServerProcess plain = Server.start(Protocol.PLAIN, certificate);
        ServerProcess tls = Server.start(Protocol.TLS, certificate)) {
      String[] servers = {
        String.valueOf(plain.port()), String.valueOf(tls.port()), certificate.path()
      };
      for (int pair = 0; pair < pairs; pair++) {
        try (ProbeProcess before = new ProbeProcess(args[0], servers);
            ProbeProcess after = new ProbeProcess(args[1], servers)) {
          run.pair(before, after);
        }
      }
    }
    run.print(pairs);
  }

  private void pair(ProbeProcess before, ProbeProcess after) throws IOException {
    for (Change change : changes) {
      warmUp(before, change);
      warmUp(after, change);
    }
    for (int round = 0; round < rounds; round++) {
      for (Change change : changes) {
        String asked = change.command(millis);
        // The first of a pair may find colder caches.
        if (round % 2 == 0) {
          ProbeProcess.Figures first = before.round(asked);
          change.add(first, after.round(asked));
        } else {
          ProbeProcess.Figures first = after.round(asked);
          change.add(before.round(asked), first);
        }
      }
    }
  }

  private static void warmUp(ProbeProcess probe, Change change) throws IOException {
    long done = 0;
    while (done < WARM_UP_CALLS) {
      done += probe.round(change.command(WARM_UP_MILLIS)).calls();
    }
  }

  private void print(int pairs) {
    System.out.printf(
        "Java %s, %d processors; after / before, medians and quartiles of %d pairs of JVMs with %d"
            + " rounds of %d ms%n%n"
            + "| Calls | at once | throughput | quartiles | CPU | bytes before | after |%n"
            + "|---|---|---|---|---|---|---|%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        pairs,
        rounds,
        millis);
    changes.forEach(change -> System.out.println(change.row()));
  }
}
