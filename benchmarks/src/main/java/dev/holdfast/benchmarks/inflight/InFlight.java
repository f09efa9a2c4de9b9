/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.inflight;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Sends many asynchronous requests at once to a server that takes two seconds to answer, twice:
 * over new connections, and over those kept alive. Prints errors, times and threads.
 */
public final class InFlight {

  private static final int DELAY_MILLIS = 2_000;

  private InFlight() {}

  /** Argument: how many requests (default 10,000). */
  public static void main(String[] args) throws IOException {
    int requests = args.length == 0 ? 10_000 : Integer.parseInt(args[0]);
    Process server = server();
    try (Session session = Session.builder()
        .maxConnections(requests)
        .maxConnectionsPerRoute(requests)
        .timeouts(Timeouts.defaults().connect(Duration.ofSeconds(20)))
        .build()) {
      BufferedReader output = new BufferedReader(
          new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
      String port = Objects.requireNonNull(output.readLine(), "port");
      Request request = Request.get("http://127.0.0.1:" + port + "/");
      round("new connections", session, request, requests);
      round("kept-alive connections", session, request, requests);
    } finally {
      server.destroy();
    }
  }

  private static void round(String name, Session session, Request request, int requests) {
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
    System.out.printf(
        "%-24s %,d requests: %,d in flight at once, %,d errors, %,d retried, %,d ms"
            + " (the server takes %,d), %d threads%n",
        name,
        requests,
        unfinished,
        errors,
        retried,
        (System.nanoTime() - start) / 1_000_000,
        DELAY_MILLIS,
        threads);
  }

  private static Process server() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SlowServer.class.getName(),
            String.valueOf(DELAY_MILLIS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
