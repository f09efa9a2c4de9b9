/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.inflight;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * Makes many blocking calls at once, each on a virtual thread of its own, and counts the JDK's own
 * events of a thread that held its carrier while it waited. They share fewer connections, since
 * each costs three file descriptors: the rest of them waits for one.
 */
public final class VirtualThreads {

  private static final int DELAY_MILLIS = 1_000;

  private VirtualThreads() {}

  /** Arguments: how many calls (default 10,000), over how many connections (default 4,000). */
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
    try (ServerProcess server =
            ServerProcess.start(SlowServer.class, String.valueOf(DELAY_MILLIS));
        Session session = Session.builder()
            .maxConnections(connections)
            .maxConnectionsPerRoute(connections)
            .build()) {
      Request request = Request.get(server.url());
      // Classes of the JDK and call sites that are linked on a virtual thread pin it, once.
      errors(session, request, 100);
      round("new connections", session, request, calls);
      round("kept-alive connections", session, request, calls);
    }
  }

  private static void round(String name, Session session, Request request, int calls)
      throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO);
      recording.start();
      long start = System.nanoTime();
      int errors = errors(session, request, calls);
      long millis = (System.nanoTime() - start) / 1_000_000;
      recording.stop();
      System.out.printf("| %s | %,d | %,d | %,d ms |%n", name, errors, events(recording), millis);
    }
  }

  private static int errors(Session session, Request request, int calls) throws Exception {
    // By name: this is compiled for Java 17.
    ExecutorService threads = (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
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

  private static int events(Recording recording) throws Exception {
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).size();
    } finally {
      Files.delete(file);
    }
  }
}
