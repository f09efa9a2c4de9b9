/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.inflight;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends many asynchronous requests at once to a server that takes two seconds to answer, twice:
 * over new connections, and over those kept alive. Prints errors, times and threads.
 */
public final class InFlight {

  private static final int DELAY_MILLIS = 2_000;

  private InFlight() {}

  /**
   * The figures of a round.
   *
   * @param unfinished calls in flight at once
   * @param errors calls that failed
   * @param retried calls that needed more than one attempt
   * @param millis until all had ended
   * @param threads of the process meanwhile
   */
  public record Figures(long unfinished, long errors, long retried, long millis, int threads) {}

  /** Runs the benchmark. Argument: the number of requests (default 10,000). */
  public static void main(String[] args) throws IOException {
    int requests = args.length == 0 ? 10_000 : Integer.parseInt(args[0]);
    System.out.printf(
        "Java %s; %,d requests at once, each answered after %,d ms%n%n"
            + "| Over | In flight at once | Errors | Retried | All done after | Threads |%n"
            + "|---|---|---|---|---|---|%n",
        System.getProperty("java.version"), requests, DELAY_MILLIS);
    String over = "new connections";
    for (Figures round : rounds(requests)) {
      System.out.printf(
          "| %s | %,d | %,d | %,d | %,d ms | %d |%n",
          over, round.unfinished, round.errors, round.retried, round.millis, round.threads);
      over = "kept-alive connections";
    }
  }

  /** Runs one round over new connections and one over kept connections. */
  public static List<Figures> rounds(int requests) throws IOException {
    try (ServerProcess server =
            ServerProcess.start(SlowServer.class, String.valueOf(DELAY_MILLIS));
        Session session = Session.builder()
            .maxConnections(requests)
            .maxConnectionsPerRoute(requests)
            .timeouts(Timeouts.defaults().connect(Duration.ofSeconds(20)))
            .build()) {
      Request request = Request.get(server.url());
      return List.of(round(session, request, requests), round(session, request, requests));
    }
  }

  private static Figures round(Session session, Request request, int requests) {
    long start = System.nanoTime();
    List<CompletableFuture<Response>> calls = new ArrayList<>(requests);
    for (int i = 0; i < requests; i++) {
      calls.add(session.sendAsync(request));
    }
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long unfinished = calls.stream().filter(call -> !call.isDone()).count();
    CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0]))
        .handle((all, failure) -> true)
        .join();
    long errors =
        calls.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    long retried = calls.stream()
        .filter(call -> !call.isCompletedExceptionally())
        .filter(call -> call.join().attempts().size() > 1)
        .count();
    return new Figures(
        unfinished, errors, retried, (System.nanoTime() - start) / 1_000_000, threads);
  }
}
