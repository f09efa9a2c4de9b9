/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.ConnectionSnapshot;
import dev.holdfast.http.ConnectionSnapshot.OriginConnections;
import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocking and asynchronous calls share one pool and one set of limits. */
class OnePoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBlockingAndAnAsynchronousCallUseTheSameConnection(boolean tls) throws Exception {
    try (Endpoint server = new Endpoint(tls);
        Session session = server.session().build()) {
      for (int i = 0; i < 4; i++) {
        assertThat(session.get(server.url("/blocking")).status()).isEqualTo(200);
        assertThat(await(session.sendAsync(Request.get(server.url("/async")))).status())
            .isEqualTo(200);
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void streamsAndCallsThatMayNegotiateUseItToo(boolean tls) throws Exception {
    try (Endpoint server = new Endpoint(tls);
        Session session = server.session().build()) {
      try (PublishedResponse published =
          await(session.streamAsync(Request.get(server.url("/1"))))) {
        assertThat(published.status()).isEqualTo(200);
      }
      // The head of an asynchronous response is delivered before its connection is free.
      await(() -> session.connections().leased() == 0);
      try (StreamedResponse streamed = session.stream(Request.get(server.url("/2")))) {
        assertThat(streamed.body().readAllBytes()).isEmpty();
      }
      assertThat(session
              .request(Request.get(server.url("/3")).httpVersion(HttpVersion.NEGOTIATE))
              .status())
          .isEqualTo(200);
      assertThat(session.get(server.url("/4")).status()).isEqualTo(200);

      // Whether the server speaks HTTP/2 is asked of a new connection, once.
      assertThat(server.connections()).isLessThanOrEqualTo(tls ? 2 : 1);
    }
  }

  @Test
  void aLimitOfOneHoldsForAllCallsTogether() throws Exception {
    try (FaultServer server = answering().start();
        Session session =
            Session.builder().maxConnectionsPerRoute(1).maxConnections(1).build()) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<CompletableFuture<Response>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Request request = Request.get(server.url("/" + i));
        calls.add(
            i % 2 == 0
                ? session.sendAsync(request)
                : CompletableFuture.supplyAsync(() -> session.request(request), threads));
      }
      for (CompletableFuture<Response> call : calls) {
        assertThat(await(call).status()).isEqualTo(200);
      }
      threads.shutdown();

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void callsToOneOriginAreServedInTheirOrderWhicheverWayTheyWait() throws Exception {
    try (FaultServer server = answering().start();
        Session session = Session.builder().maxConnectionsPerRoute(1).build()) {
      ExecutorService threads = Executors.newCachedThreadPool();
      List<CompletableFuture<Response>> calls = new ArrayList<>();
      try (StreamedResponse held = session.stream(Request.get(server.url("/held")))) {
        for (int i = 0; i < 10; i++) {
          Request request = Request.get(server.url("/" + i));
          calls.add(
              i % 2 == 0
                  ? session.sendAsync(request)
                  : CompletableFuture.supplyAsync(() -> session.request(request), threads));
          awaitWaiting(session, i + 1);
        }
        assertThat(session.connections().leased()).isEqualTo(1);
        held.body().readAllBytes();
      }
      for (CompletableFuture<Response> call : calls) {
        await(call);
      }
      threads.shutdown();

      assertThat(server.requests())
          .extracting(SeenRequest::target)
          .containsExactly("/held", "/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9");
    }
  }

  /** Twenty waiters for one origin must not keep the single call to another one waiting. */
  @Test
  void noOriginIsStarvedByAnother() throws Exception {
    CompletableFuture<Integer> servedBefore = new CompletableFuture<>();
    try (FaultServer busy = answering().start();
        // While it has the only connection, no other is served.
        FaultServer other = FaultServer.start(Step.choose(seen -> {
          servedBefore.complete(busy.requests().size());
          return Step.respond(200);
        }));
        Session session = Session.builder().maxConnections(1).build()) {
      List<CompletableFuture<Response>> calls = new ArrayList<>();
      ExecutorService threads = Executors.newCachedThreadPool();
      try (StreamedResponse held = session.stream(Request.get(busy.url("/held")))) {
        for (int i = 0; i < 20; i++) {
          calls.add(session.sendAsync(Request.get(busy.url("/" + i))));
        }
        awaitWaiting(session, 20);
        calls.add(CompletableFuture.supplyAsync(() -> session.get(other.url("/")), threads));
        awaitWaiting(session, 21);
        held.body().readAllBytes();
      }

      assertThat(await(servedBefore)).isLessThan(6);
      for (CompletableFuture<Response> call : calls) {
        await(call);
      }
      threads.shutdown();
    }
  }

  @Test
  void theFiguresTellWhatEachOriginHas() throws Exception {
    try (FaultServer server = answering().start();
        Session session = Session.builder().maxConnectionsPerRoute(2).build()) {
      String origin = "http://127.0.0.1:" + server.port();
      assertThat(session.connections()).isEqualTo(figures(0, 0, 0));

      session.get(server.url("/"));
      assertThat(session.connections().origins())
          .containsEntry(origin, new OriginConnections(0, 1, 0));

      try (StreamedResponse one = session.stream(Request.get(server.url("/held")));
          StreamedResponse two = session.stream(Request.get(server.url("/held")))) {
        CompletableFuture<Response> third = session.sendAsync(Request.get(server.url("/")));
        awaitWaiting(session, 1);
        assertThat(session.connections().origins())
            .containsEntry(origin, new OriginConnections(2, 0, 1));
        assertThat(two.status()).isEqualTo(one.status());
        assertThat(one.body().readAllBytes()).hasSize(2);
        await(third);
      }
      assertThat(session.connections().waiting()).isZero();
      assertThat(session.connections().leased()).isZero();
    }
  }

  private static FaultServer.Builder answering() {
    // Only an answer with a body keeps its connection until it is read.
    return FaultServer.builder()
        .whenExhausted(Step.choose(seen ->
            Step.respond(200).body(seen.target().equals("/held") ? "ok" : "").keepAlive()));
  }

  private static ConnectionSnapshot figures(int leased, int idle, int waiting) {
    return new ConnectionSnapshot(leased, idle, waiting, Map.of());
  }

  private static void awaitWaiting(Session session, int count) throws InterruptedException {
    await(() -> session.connections().waiting() >= count);
  }

  private static void await(BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** A server, plain or with a certificate that its sessions trust. */
  private static final class Endpoint implements AutoCloseable {
    private final FaultServer server;
    private final boolean tls;

    Endpoint(boolean tls) {
      this.tls = tls;
      this.server =
          tls ? answering().tls(CERTIFICATES.valid()).start() : answering().start();
    }

    SessionBuilder session() {
      SessionBuilder builder = Session.builder().retry(Retry.off());
      return tls ? builder.sslContext(CERTIFICATES.clientContext()) : builder;
    }

    String url(String path) {
      return server.url(path);
    }

    int connections() {
      return server.connections();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
