/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static dev.holdfast.testkit.RawClient.GET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultServerTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void answersOneStepPerRequestInOrder() throws IOException {
    try (FaultServer server =
        FaultServer.start(Step.respond(503), Step.respond(200).body("ok"))) {
      assertThat(status(server, "/a")).isEqualTo(503);
      assertThat(status(server, "/b")).isEqualTo(200);

      assertThat(server.requests()).extracting(SeenRequest::target).containsExactly("/a", "/b");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.stepsLeft()).isZero();
    }
  }

  private static int status(FaultServer server, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(server.url(path)).toURL().openConnection();
    return connection.getResponseCode();
  }

  @Test
  void answers599WhenTheScriptHasRunOut() throws IOException {
    try (FaultServer server = FaultServer.start()) {
      assertThat(status(server, "/")).isEqualTo(599);
    }
  }

  @Test
  void theLastResortCanBeAnotherStep() throws IOException {
    try (FaultServer server =
        FaultServer.builder().whenExhausted(Step.respond(204)).start()) {
      assertThat(status(server, "/")).isEqualTo(204);
    }
  }

  @Test
  void repeatedStepsStayForTheirTurns() throws IOException {
    try (FaultServer server = FaultServer.start(Step.repeat(2, Step.respond(500)))) {
      server.enqueue(Step.always(Step.respond(201)));

      assertThat(List.of(status(server, "/"), status(server, "/"))).containsExactly(500, 500);
      assertThat(List.of(status(server, "/"), status(server, "/"))).containsExactly(201, 201);
      assertThat(server).hasToString("FaultServer[" + server.origin() + ", 1 steps left]");
    }
  }

  @Test
  void manyConnectionsAtOnceAreAllAcceptedAtOnce() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (FaultServer server = FaultServer.start()) {
      InetSocketAddress address = new InetSocketAddress(Loopback.address(), server.port());
      for (int i = 0; i < 500; i++) {
        Socket client = new Socket();
        clients.add(client);
        // The kernel retries a connect that finds the backlog full after 1 s.
        client.connect(address, 900);
      }
      server.awaitConnections(500, Duration.ofSeconds(20));
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aBufferOfNothingIsRefused() {
    assertThatThrownBy(() -> FaultServer.builder().receiveBuffer(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bytes: 0 (expected: >= 1)");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without null checks pass
  void nothingIsRefusedWhereItComesIn() {
    assertThatNullPointerException()
        .isThrownBy(() -> FaultServer.builder().whenExhausted(null))
        .withMessage("step");
    assertThatNullPointerException()
        .isThrownBy(() -> FaultServer.builder().time(null))
        .withMessage("time");
    assertThatNullPointerException().isThrownBy(() -> Step.choose(null)).withMessage("choice");
    assertThatNullPointerException()
        .isThrownBy(() -> VirtualTime.startingAt(null))
        .withMessage("start");
  }

  @Test
  void aRepeatedStepCanBeRepeated() throws IOException {
    Step threeTimesTwice = Step.repeat(2, Step.repeat(3, Step.respond(500)));
    try (FaultServer server = FaultServer.start(threeTimesTwice)) {
      for (int i = 0; i < 6; i++) {
        assertThat(status(server, "/")).isEqualTo(500);
      }
      assertThat(status(server, "/")).isEqualTo(599);
    }
  }

  @Test
  void aNewScriptReplacesWhatWasLeftOfTheOld() throws IOException {
    try (FaultServer server = FaultServer.start(Step.repeat(2, Step.respond(500)))) {
      status(server, "/");

      server.script(Step.repeat(2, Step.respond(200)));

      assertThat(List.of(status(server, "/"), status(server, "/"), status(server, "/")))
          .containsExactly(200, 200, 599);
    }
  }

  @Test
  void aStepCanBeChosenByTheRequest() throws IOException {
    try (FaultServer server = FaultServer.start(Step.always(
        Step.choose(request -> Step.respond(request.target().equals("/yes") ? 200 : 404))))) {
      assertThat(List.of(status(server, "/no"), status(server, "/yes"))).containsExactly(404, 200);
    }
  }

  @Test
  void requestsAreLoggedAsTheyCame() throws IOException {
    VirtualTime time = VirtualTime.create();
    try (FaultServer server = FaultServer.builder().time(time).start(Step.respond(200));
        RawClient client = RawClient.connect(server)) {
      client.send("POST /p HTTP/1.1\r\nX-A: 1\r\nContent-Length: 5\r\nx-a:2\r\n\r\nh\u00e9y!");
      client.readToEnd();

      SeenRequest request = server.requests().get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.headers())
          .containsExactly(
              new Header("X-A", "1"), new Header("Content-Length", "5"), new Header("x-a", "2"));
      assertThat(request.header("x-A")).contains("1");
      assertThat(request.headerValues("X-a")).containsExactly("1", "2");
      assertThat(request.bodyText()).isEqualTo("h\u00e9y!");
      assertThat(request.body()).hasSize(5);
      assertThat(request.complete()).isTrue();
      assertThat(request.connection()).isEqualTo(1);
      assertThat(request.time()).isEqualTo(VirtualTime.EPOCH);
      assertThat(request.nanoTime()).isEqualTo(time.nanoTime());
      assertThat(request).hasToString("POST /p (connection 1, body of 5 bytes)");
    }
  }

  @Test
  void chunksOfABodyAreJoined() throws IOException {
    try (FaultServer server = FaultServer.start(Step.respond(200));
        RawClient client = RawClient.connect(server)) {
      client.send("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n").readToEnd();

      assertThat(server.requests().get(0).bodyText()).isEqualTo("abc0123456789");
    }
  }

  @Test
  void aBodyBrokenOffByTheClientIsLoggedAndUsesUpNoStep() throws Exception {
    try (FaultServer server = FaultServer.start(Step.respond(200))) {
      try (RawClient client = RawClient.connect(server)) {
        client.send("PUT / HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc");
      }

      SeenRequest request = server.awaitRequests(1, SOON).get(0);
      assertThat(request.complete()).isFalse();
      assertThat(request).hasToString("PUT / (connection 1, body of 3 bytes, incomplete)");
      assertThat(server.stepsLeft()).isEqualTo(1);
    }
  }

  @Test
  void expectationsOfA100AreMetBeforeTheBodyIsRead() throws IOException {
    try (FaultServer server = FaultServer.start(Step.respond(204));
        RawClient client = RawClient.connect(server)) {
      client.send("PUT / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");

      assertThat(client.read(25)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.send("ok").readToEnd()).startsWith("HTTP/1.1 204");
    }
  }

  @Test
  void whatIsNoRequestEndsTheConnection() throws IOException {
    for (String nonsense : List.of(
        "hello\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n")) {
      try (FaultServer server = FaultServer.start();
          RawClient client = RawClient.connect(server)) {
        assertThat(client.send(nonsense).readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void keptConnectionsServeMoreThanOneRequest() throws Exception {
    try (FaultServer server = FaultServer.start(Step.respond(200).keepAlive(), Step.respond(201));
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send(GET).read(49)).endsWith("\r\n\r\nstatus=200");
      assertThat(client.send(GET).readToEnd()).endsWith("status=201");

      assertThat(server.requests()).extracting(SeenRequest::connection).containsExactly(1, 1);
      server.awaitNoConnection(SOON);
      assertThat(server.bytesSent()).isGreaterThan(100);
    }
  }

  @Test
  void hasTwoOriginsForTheSamePort() {
    try (FaultServer server = FaultServer.start()) {
      assertThat(server.origin()).isEqualTo("http://127.0.0.1:" + server.port());
      assertThat(server.otherOrigin()).isEqualTo("http://localhost:" + server.port());
      assertThat(server.url("/x")).isEqualTo(server.origin() + "/x");
    }
  }

  @Test
  void waitingForWhatDoesNotComeSaysWhatCameInstead() throws IOException {
    try (FaultServer server = FaultServer.start()) {
      status(server, "/only");

      assertThatThrownBy(() -> server.awaitRequests(2, Duration.ofMillis(1)))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("2 requests: not within 1 ms; saw 1 connections")
          .hasMessageEndingWith("and 1 requests: [GET /only (connection 1, body of 0 bytes)]");
    }
  }

  @Test
  void closingEndsStallsPausesAndIdleConnections() throws Exception {
    FaultServer server = FaultServer.start(
        Step.stall(),
        Step.neverReadRequest(),
        Step.raw(Action.pause(Duration.ofHours(1))),
        Step.respond(200).keepAlive());
    try (RawClient stalled = RawClient.connect(server);
        RawClient idle = stalled.send(GET)) {
      server.awaitRequests(1, SOON);
      try (RawClient unread = RawClient.connect(server)) {
        server.awaitConnections(2, SOON);

        server.close();

        server.awaitNoConnection(SOON);
        assertThat(idle.readToEnd()).isEmpty();
        assertThat(unread.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void closingTwiceDoesNothing() {
    FaultServer server = FaultServer.start();
    server.close();

    server.close();

    assertThat(server.openConnections()).isZero();
  }
}
