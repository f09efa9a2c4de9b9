/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What all comparisons do around their races: arguments, and a server for each protocol. */
final class Comparison {

  private final String[] args;

  /** By the arguments of the command. */
  Comparison(String[] args) {
    this.args = args;
  }

  /** The races over one protocol. */
  interface Races {
    void run(Target target, int rounds, long nanos) throws Exception;
  }

  /** The argument at that place, comma-separated. */
  String[] list(int place, String otherwise) {
    return (args.length > place ? args[place] : otherwise).split(",", -1);
  }

  private int number(int place, int otherwise) {
    return args.length > place ? Integer.parseInt(args[place]) : otherwise;
  }

  /**
   * Runs the races over each protocol, and ends the JVM: the JDK's client cannot be closed before
   * JDK 21.
   *
   * @param protocols the first argument, unless there is none
   * @param place of the argument for the rounds; the next one is for the milliseconds of a round
   */
  void run(String protocols, int place, int rounds, int millis, Races races) throws Exception {
    Logger.getLogger("dev.holdfast").setLevel(Level.WARNING);
    int count = number(place, rounds);
    int length = number(place + 1, millis);
    System.out.printf(
        "Java %s, %d processors; %d rounds of %d ms%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        count,
        length);
    try (Certificate certificate = Certificate.create()) {
      for (String name : list(0, protocols)) {
        Protocol protocol = Protocol.valueOf(name);
        try (ServerProcess server = Server.start(protocol, certificate)) {
          races.run(certificate.target(protocol, server.port()), count, length * 1_000_000L);
        }
      }
    }
    System.exit(0);
  }
}
