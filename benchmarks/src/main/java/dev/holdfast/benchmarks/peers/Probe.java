/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.AsyncRace;
import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.benchmarks.race.BlockingRace;
import dev.holdfast.benchmarks.race.Result;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * Runs rounds of one state of Holdfast on request of {@link BeforeAfter}. Its source is compiled
 * against each of the two states, so it uses only the public API.
 *
 * <p>Arguments: the port of the plain server, that of the TLS server, the key store. Each line of
 * the input, such as {@code "ASYNC TLS 16 300"} (mode, protocol, calls at once, milliseconds), is
 * answered with a line of figures.
 */
public final class Probe {

  private static final int LENGTH = Work.GET_1K.answer();

  private final Session session;
  private final Request request;

  private Probe(Target target) {
    session = Session.builder()
        .sslContext(target.trust())
        .maxConnectionsPerRoute(Target.CONNECTIONS)
        .maxConnections(Target.CONNECTIONS)
        .timeouts(Timeouts.defaults().connect(Target.CONNECT_TIMEOUT))
        .build();
    request = Request.get(target.url(Work.GET_1K))
        .httpVersion(target.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
  }

  /** Runs rounds until its input ends. */
  public static void main(String[] args) throws Exception {
    Certificate certificate = Certificate.at(args[2]);
    Map<Protocol, Probe> probes = new EnumMap<>(Protocol.class);
    for (Protocol protocol : Protocol.values()) {
      int port = Integer.parseInt(args[protocol.secure() ? 1 : 0]);
      probes.put(protocol, new Probe(certificate.target(protocol, port)));
    }
    Scanner input = new Scanner(System.in, StandardCharsets.US_ASCII);
    while (input.hasNext()) {
      Mode mode = Mode.valueOf(input.next());
      Probe probe = Objects.requireNonNull(probes.get(Protocol.valueOf(input.next())));
      Result result = probe.round(mode, input.nextInt(), input.nextLong() * 1_000_000);
      System.out.printf(
          Locale.ROOT,
          "%d %.1f %.1f %.1f%n",
          result.calls(),
          result.callsPerSecond(),
          result.cpuNanos(),
          result.bytes());
    }
    System.exit(0);
  }

  private Result round(Mode mode, int callers, long nanos) throws Exception {
    return switch (mode) {
      case ASYNC -> AsyncRace.run(async(), callers, LENGTH, nanos);
      case BLOCKING ->
        BlockingRace.run(Executors::newFixedThreadPool, blocking(), callers, LENGTH, nanos);
      case VIRTUAL ->
        BlockingRace.run(each -> BlockingRace.virtualThreads(), blocking(), callers, LENGTH, nanos);
    };
  }

  private BlockingClient blocking() {
    return () -> () -> session.request(request).bytes().length;
  }

  private AsyncClient async() {
    return this::start;
  }

  private void start(AsyncClient.Done done) {
    CompletableFuture<Response> unused = session
        .sendAsync(request)
        .whenComplete((response, failure) ->
            done.done(failure == null ? response.bytes().length : 0, failure));
  }
}
