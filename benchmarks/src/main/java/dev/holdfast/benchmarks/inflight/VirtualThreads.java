/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.inflight;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.race.BlockingRace;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Makes many blocking calls at once, each on a virtual thread of its own, and counts the JDK's
 * events of threads that held their carrier while they waited. The calls share fewer connections,
 * since each costs three file descriptors; the other calls wait for one.
 */
public final class VirtualThreads {

  private static final int DELAY_MILLIS = 1_000;

  private VirtualThreads() {}

  /**
   * The figures of a round.
   *
   * @param errors calls that failed
   * @param pinned events of a thread that held its carrier
   * @param millis until all had ended
   */
  public record Figures(int errors, int pinned, long millis) {}

  /**
   * Runs the benchmark. Arguments: the number of calls (default 10,000) and of connections (default
   * 4,000). The exit code is 1 if a call failed or was pinned.
   */
  public static void main(String[] args) throws Exception {
    int calls = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int connections = args.length > 1 ? Integer.parseInt(args[1]) : 4_000;
    if (Runtime.version().feature() < 21) {
      System.out.println("Java " + Runtime.version() + " has no virtual threads: nothing measured");
      return;
    }
    System.out.printf(
        "Java %s; %,d virtual threads, %,d connections, each call answered after %,d ms%n%n"
            + "| Over | Errors | Pinned | All done after |%n|---|---|---|---|%n",
        System.getProperty("java.version"), calls, connections, DELAY_MILLIS);
    int bad = 0;
    String over = "new connections";
    for (Figures round : rounds(calls, connections)) {
      System.out.printf(
          "| %s | %,d | %,d | %,d ms |%n", over, round.errors, round.pinned, round.millis);
      over = "kept-alive connections";
      bad += round.errors + round.pinned;
    }
    if (bad > 0) {
      System.exit(1);
    }
  }

  /** Runs one round over new connections and one over kept connections. */
  public static List<Figures> rounds(int calls, int connections) throws Exception {
    try (ServerProcess server =
            ServerProcess.start(SlowServer.class, String.valueOf(DELAY_MILLIS));
        Session session = session(connections)) {
      Request request = Request.get(server.url());
      warmUp(request);
      return List.of(round(session, request, calls), round(session, request, calls));
    }
  }

  private static Session session(int connections) {
    return Session.builder()
        .maxConnections(connections)
        .maxConnectionsPerRoute(connections)
        .build();
  }

  /**
   * Makes one call of each kind that is measured: with a new connection, with a kept one, and with
   * one that has to be waited for. The JDK pins a thread that waits while another initializes a
   * class or links a call site. That happens once in the life of a JVM, and is not what is
   * measured.
   */
  private static void warmUp(Request request) throws Exception {
    try (Session few = session(50)) {
      errors(few, request, 200);
    }
  }

  private static Figures round(Session session, Request request, int calls) throws Exception {
    try (Pinned pinned = new Pinned()) {
      long start = System.nanoTime();
      int errors = errors(session, request, calls);
      long millis = (System.nanoTime() - start) / 1_000_000;
      List<RecordedEvent> events = pinned.events();
      events.forEach(event -> System.err.println(Pinned.describe(event)));
      return new Figures(errors, events.size(), millis);
    }
  }

  private static int errors(Session session, Request request, int calls) throws Exception {
    ExecutorService threads = BlockingRace.virtualThreads();
    List<Future<?>> all = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      all.add(threads.submit(() -> session.request(request).raiseForStatus()));
    }
    int errors = 0;
    for (Future<?> call : all) {
      try {
        call.get();
      } catch (ExecutionException failed) {
        errors++;
      }
    }
    threads.shutdown();
    return errors;
  }
}
