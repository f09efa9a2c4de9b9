/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.inflight.SlowServer;
import dev.holdfast.benchmarks.report.Machine;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.batch.Batch;
import dev.holdfast.http.batch.BatchReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Compares one job of many requests to three origins, 16 calls to each at a time, with plain
 * sockets: as many connections, each with one request after another.
 */
public final class Fanout {

  private static final int ORIGINS = 3;
  private static final int PER_ORIGIN = 16;
  private static final int ROUNDS = 3;

  private Fanout() {}

  /**
   * The figures of a round.
   *
   * @param form the form of the batch
   * @param plainSeconds that plain sockets took
   * @param seconds that the batch took
   * @param failed calls
   * @param micros of processor time of a call
   */
  record Figures(String form, double plainSeconds, double seconds, int failed, long micros) {

    double ratio() {
      return seconds / plainSeconds;
    }
  }

  /**
   * Runs the comparison. Arguments: the number of requests (default 5,000), milliseconds before an
   * answer (default 50).
   */
  public static void main(String[] args) throws Exception {
    int requests = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    int delay = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    System.out.printf(
        "Java %s; %,d requests over %d origins, %d at a time to each, answered after %d ms%n%n"
            + "| Form | Plain sockets | Batch | Ratio | Failed | Processor time of a call |%n"
            + "|---|---|---|---|---|---|%n",
        System.getProperty("java.version"), requests, ORIGINS, PER_ORIGIN, delay);
    for (Figures seen : rounds(requests, delay)) {
      System.out.printf(
          "| %s | %.2f s | %.2f s | %.2f | %d | %d µs |%n",
          seen.form, seen.plainSeconds, seen.seconds, seen.ratio(), seen.failed, seen.micros);
    }
  }

  /** Runs both forms in turn, three times. */
  static List<Figures> rounds(int requests, int delayMillis) throws Exception {
    String delay = String.valueOf(delayMillis);
    try (ServerProcess one = ServerProcess.start(SlowServer.class, delay);
        ServerProcess two = ServerProcess.start(SlowServer.class, delay);
        ServerProcess three = ServerProcess.start(SlowServer.class, delay)) {
      List<ServerProcess> servers = List.of(one, two, three);
      List<Figures> all = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        all.add(compare("run", servers, requests, Batch::run));
        all.add(compare("runAsync", servers, requests, batch -> batch.runAsync().join()));
      }
      return all;
    }
  }

  private static Figures compare(
      String form,
      List<ServerProcess> servers,
      int count,
      Function<Batch<Request, Response>, BatchReport<Request, Response>> run)
      throws InterruptedException {
    List<Request> requests = IntStream.range(0, count)
        .mapToObj(i -> Request.get(servers.get(i % ORIGINS).url() + i))
        .toList();
    double ideal = plainSeconds(servers, count);
    try (Session session = Session.create()) {
      long processor = Machine.processorNanos();
      BatchReport<Request, Response> report =
          run.apply(session.all(requests).perOrigin(PER_ORIGIN));
      long each = (Machine.processorNanos() - processor) / count;
      double seconds = report.elapsed().toNanos() / 1e9;
      return new Figures(form, ideal, seconds, (int) report.failed(), each / 1_000);
    }
  }

  private static double plainSeconds(List<ServerProcess> servers, int count)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int connections = ORIGINS * PER_ORIGIN;
    for (int i = 0; i < connections; i++) {
      int port = servers.get(i % ORIGINS).port();
      int share = count / connections + (i < count % connections ? 1 : 0);
      threads.add(new Thread(() -> ask(port, share)));
    }
    long begun = System.nanoTime();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void ask(int port, int times) {
    byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(request);
        awaitAnswer(socket.getInputStream());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an answer. The body of each is {@code ok}, and nothing before it ends with that. */
  private static void awaitAnswer(InputStream in) throws IOException {
    byte[] piece = new byte[256];
    int size = in.read(piece);
    while (size < 2 || piece[size - 1] != 'k') {
      if (size < 0) {
        throw new IOException("the server has closed the connection");
      }
      size = in.read(piece);
    }
  }
}
