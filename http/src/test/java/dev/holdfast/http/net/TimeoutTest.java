/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.net.TransportFixture.Limits;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class TimeoutTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
  private static final String LONG = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
  private static final long MILLI = 1_000_000;

  private final Mode mode;
  private final TransportFixture client;

  TimeoutTest(Mode mode) {
    this.mode = mode;
    client = mode.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @Tag("C06")
  @Tag("H06")
  @Tag("H07")
  @Tag("H11")
  @ValueSource(
      strings = {"", "HTT", "HTTP/1.1 200 OK\r\nA: b\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
  void endsSilenceBeforeTheHeadIsWhole(String part) throws IOException {
    try (RawServer server = stallingAfter(part)) {
      TransportException failure = timed(server, limits().read(150), 150);

      assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(failure)
          .hasMessageContaining("127.0.0.1:" + server.port())
          .hasMessageContaining("no byte came for 150 ms");
    }
  }

  @ParameterizedTest
  @Tag("B12")
  @ValueSource(
      strings = {
        HEAD,
        HEAD + "12345",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\n\r\nab"
      })
  void endsSilenceInsideTheBody(String part) throws IOException {
    try (RawServer server = stallingAfter(part)) {
      TransportException failure = timed(server, limits().read(1_000), 1_000);

      assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
    }
  }

  @ParameterizedTest
  @Tag("H08")
  @Tag("B13")
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", LONG, "HTTP/1.1 200 OK\r\n\r\n"})
  void endsADripAtTheAttemptTimeout(String start) throws IOException {
    try (RawServer server = dripping(start)) {
      TransportException failure = timed(server, limits().attempt(500), 500);

      assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT);
      assertThat(failure).hasMessageContaining("attempt timeout of 500 ms");
    }
  }

  @ParameterizedTest
  @Tag("H08")
  @Tag("B13")
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", LONG, "HTTP/1.1 200 OK\r\n\r\n"})
  void endsADripAtTheDeadline(String start) throws IOException {
    try (RawServer server = dripping(start)) {
      TransportException failure = timed(server, limits().deadline(500), 500);

      assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
      assertThat(failure).hasMessageContaining("deadline passed, 500 ms after the attempt began");
    }
  }

  @Test
  void readSilenceStartsAgainWithEveryByte() throws IOException {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
      peer.drip("x", 300);
    };
    try (RawServer server = RawServer.start(script)) {
      String body =
          client.text(request("GET", server.url("/")), limits().read(1_500).build());

      assertThat(body).isEqualTo("xxxxxx");
    }
  }

  @Test
  @Tag("W02")
  void endsAWriteThatThePeerDoesNotTake() throws IOException {
    try (RawServer server = RawServer.start(peer -> Never.await())) {
      TransportException failure = timed(large(server), limits().write(200).build(), 200);

      assertThat(failure.kind()).isEqualTo(FailureKind.WRITE_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(failure).hasMessageContaining("the peer took no byte for 200 ms");
    }
  }

  @Test
  @Tag("W02")
  void endsASlowWriteAtTheAttemptTimeout() throws IOException {
    try (RawServer server = RawServer.start(peer -> Never.await())) {
      TransportException failure = timed(large(server), limits().attempt(500).build(), 500);

      assertThat(failure.kind()).isEqualTo(FailureKind.WRITE_TIMEOUT);
      assertThat(failure).hasMessageContaining("attempt timeout of 500 ms");
    }
  }

  @ParameterizedTest
  @Tag("U02")
  @ValueSource(longs = {1, 999, 500_000, 1_000_000})
  void doesNotRoundTinyDeadlinesToNone(long nanos) throws IOException {
    try (RawServer server = RawServer.silent()) {
      AttemptLimits limits = limits().deadlineNanos(nanos).build();

      TransportException failure = timed(request("GET", server.url("/")), limits, 0);

      assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    }
  }

  @Test
  @Tag("U22")
  void sendsNothingOnceTheDeadlineHasPassed() throws IOException {
    try (RawServer server = RawServer.answering(HEAD + "1234567890")) {
      TransportException failure = client.failure(
          request("GET", server.url("/")), limits().deadlineNanos(0).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  @Tag("T06")
  void countsTheTlsHandshakeAsConnecting() throws IOException {
    try (RawServer server = RawServer.start(peer -> peer.awaitEnd())) {
      String url = "https://127.0.0.1:" + server.port() + "/";

      TransportException failure =
          timed(request("GET", url), limits().connect(500).build(), 500);

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("TLS handshake: connect timeout of 500 ms");
    }
  }

  @Test
  @Tag("C02")
  void endsConnectingToADeafListener() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, Loopback.address(1))) {
      Backlog.fill(full);
      String url = "http://127.0.0.1:" + full.getLocalPort() + "/";

      TransportException failure =
          timed(request("GET", url), limits().connect(500).build(), 500);

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  @Test
  @Tag("K08")
  void endsTheWaitForAPooledConnection() throws IOException {
    try (TransportFixture one = mode.client(new Mode.Setup().connectionsPerRoute(1));
        RawServer server = RawServer.answering(HEAD + "1234567890");
        TransportResponse held =
            one.send(request("GET", server.url("/")), limits().build())) {
      long started = System.nanoTime();

      TransportException failure =
          one.failure(request("GET", server.url("/")), limits().pool(150).build());

      assertThat(System.nanoTime() - started).isBetween(149 * MILLI, 25_000 * MILLI);
      assertThat(failure.kind()).isEqualTo(FailureKind.POOL_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(held.status()).isEqualTo(200);
    }
  }

  private TransportException timed(RawServer server, Limits limits, long millis) {
    return timed(request("GET", server.url("/")), limits.build(), millis);
  }

  private TransportException timed(TransportRequest request, AttemptLimits limits, long millis) {
    long started = System.nanoTime();
    TransportException failure = client.failure(request, limits);
    // The upper bound leaves room for a busy machine; what matters is that it ends.
    assertThat(System.nanoTime() - started).isBetween(millis * MILLI, (millis + 25_000) * MILLI);
    return failure;
  }

  private static TransportRequest large(RawServer server) {
    return request("PUT", server.url("/"), SourceBody.mebibytes(30));
  }

  private static RawServer stallingAfter(String part) throws IOException {
    return RawServer.start(peer -> {
      peer.readHead();
      peer.send(part);
      peer.awaitEnd();
    });
  }

  private static RawServer dripping(String start) throws IOException {
    return RawServer.start(peer -> {
      peer.readHead();
      peer.send(start);
      peer.drip("x", 40);
    });
  }
}
