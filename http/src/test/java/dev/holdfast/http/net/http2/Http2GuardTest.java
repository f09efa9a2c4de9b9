/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.patient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.net.Acceptor;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may do for our own traffic, and what ends a connection. */
class Http2GuardTest {

  private final Http2Client client = Http2Client.create();

  @AfterEach
  void close() {
    client.close();
  }

  /** Go gives back 4 KiB at a time, of the stream and of the connection. */
  @Tag("N07")
  @ParameterizedTest
  @ValueSource(ints = {4_096, 500})
  void aWindowThatIsGivenBackInSmallPiecesIsNoFlood(int piece) throws Exception {
    byte[] upload = new byte[4_000_000];
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().await(Frame.HEADERS);
      Frame data = peer.read();
      while (data.type() != Frame.DATA || !data.has(Frame.END_STREAM)) {
        for (int left = data.type() == Frame.DATA ? data.payload().remaining() : 0; left > 0; ) {
          int part = Math.min(piece, left);
          peer.enlargeWindow(0, part).enlargeWindow(stream, part);
          left -= part;
        }
        data = peer.read();
      }
      peer.ok(stream, "all of it").awaitEnd();
    })) {
      assertThat(
              Http2Client.await(client.text("POST", server.url("/"), Body.of(upload), patient())))
          .isEqualTo("all of it");
    }
  }

  @Tag("N07")
  @Test
  void manyShortRequestsAreNoFloodWhateverThePeerTellsOfEach() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings();
      while (true) {
        int stream = peer.awaitRequest();
        peer.enlargeWindow(stream, 1).head(stream, true).reset(stream, 0);
        peer.frame(Frame.PING, 0, 0, new byte[8]);
      }
    })) {
      for (int i = 0; i < 600; i++) {
        assertThat(client.get(server.url("/"))).isEmpty();
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @Tag("N06")
  @Tag("N07")
  @ValueSource(booleans = {true, false})
  void aWindowBeyondWhatWasSentIsAFlood(boolean ofStream) throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false);
      for (int i = 0; i < 100_000; i++) {
        peer.enlargeWindow(ofStream ? stream : 0, 1);
      }
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure).hasMessageContaining("more than 1000 frames without content");
    }
  }

  @Tag("N08")
  @Test
  void aPeerThatIgnoresAResetIsCutOffAfterWhatCanBeOnItsWay() throws Exception {
    CompletableFuture<Long> sent = new CompletableFuture<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false);
      int other = peer.awaitRequest();
      peer.head(other, false);
      cancelled.await();
      long count = 0;
      try {
        for (; count < 64L << 20; count += 16_384) {
          peer.frame(Frame.DATA, 0, stream, new byte[16_384]);
        }
      } catch (SocketException cutOff) {
        // As it should be.
      }
      sent.complete(count);
    })) {
      AsyncExchange exchange = client.send("GET", server.url("/"), Body.none(), patient());
      Http2Client.await(exchange.response().toCompletableFuture());
      CompletableFuture<String> sibling =
          client.text("GET", server.url("/other"), Body.none(), patient());
      exchange.cancel();
      cancelled.countDown();

      // The buffers of the kernel included.
      assertThat(sent.get(30, TimeUnit.SECONDS)).isLessThan(32L << 20);
      TransportException failure = Http2Client.failure(sibling);
      assertThat(failure.kind()).isNotEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isFalse();
    }
  }

  /** Its reset may come before all of our preface is written. */
  @Tag("N09")
  @RepeatedTest(20)
  void aPeerThatAnswersInHttp1AndClosesIsAlwaysABadResponse() throws Exception {
    byte[] answer =
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (Acceptor acceptor = new Acceptor(listener, "http1-server", (Socket socket) -> {
      socket.getOutputStream().write(answer);
      socket.close();
    })) {
      acceptor.start();
      TransportException failure =
          client.failure("http://127.0.0.1:" + listener.getLocalPort() + "/");

      assertThat(failure).hasMessageContaining("does not speak HTTP/2");
      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
    }
  }
}
