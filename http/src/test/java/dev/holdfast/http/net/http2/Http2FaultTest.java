/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.limits;
import static dev.holdfast.http.net.http2.Http2Client.patient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of HTTP/2 can do to its clients (rows N of the table of faults). */
@Execution(ExecutionMode.CONCURRENT)
class Http2FaultTest {

  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int HTTP_1_1_REQUIRED = 13;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;

  private final Http2Client client = Http2Client.create();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  @Tag("N01")
  void knowsThatARefusedStreamWasNotProcessed() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings().reset(peer.awaitRequest(), REFUSED_STREAM);
      peer.awaitEnd();
    })) {
      TransportException failure =
          client.failure("POST", server.url("/"), Body.of("once"), patient());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure.permanent()).isFalse();
    }
  }

  @Test
  @Tag("N01")
  void knowsThatStreamsBeyondAGoAwayWereNotProcessed() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings().awaitRequest();
      peer.goAway(0, 0);
    })) {
      TransportException failure =
          client.failure("POST", server.url("/"), Body.of("once"), patient());

      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("NO_ERROR");
    }
  }

  @Test
  @Tag("N01")
  void opensANewConnectionAfterAGoAway() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      // Before the answer: after it, the next request might be on its way already.
      peer.goAway(stream, 0).ok(stream, "ok");
      peer.awaitEnd();
    })) {
      for (int i = 1; i <= 3; i++) {
        assertThat(client.get(server.url("/"))).isEqualTo("ok");
      }
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @Tag("N02")
  @Tag("N05")
  @ValueSource(ints = {2, CANCEL, ENHANCE_YOUR_CALM, HTTP_1_1_REQUIRED, 99})
  void doesNotKnowHowFarAStreamGotThatWasReset(int code) throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings().reset(peer.awaitRequest(), code);
      peer.awaitEnd();
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(failure.permanent()).isFalse();
    }
  }

  @Test
  @Tag("N02")
  void failsABodyThatIsResetHalfWay() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false).data(stream, false, "half").reset(stream, CANCEL);
      peer.awaitEnd();
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
      assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
      assertThat(failure).hasMessageContaining("CANCEL");
    }
  }

  @Test
  @Tag("N02")
  void doesNotKnowHowFarAStreamGotThatAGoAwayIncludes() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.goAway(stream, 2).close();
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  @Tag("N03")
  void takesAnAnswerThatComesAfterAGoAway() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.goAway(stream, 0).ok(stream, "late");
      peer.awaitEnd();
    })) {
      assertThat(client.get(server.url("/"))).isEqualTo("late");
    }
  }

  @ParameterizedTest
  @Tag("N04")
  @CsvSource({"9, CONNECTION_BROKEN_MID_BODY", "3, BAD_RESPONSE"})
  void failsABodyOfAnotherLengthThanAnnounced(String length, FailureKind category)
      throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false, "content-length", length).data(stream, true, "hello");
      peer.awaitEnd();
    })) {
      assertThat(client.failure(server.url("/")).kind()).isEqualTo(category);
    }
  }

  @Test
  @Tag("N02")
  void failsABodyWhoseConnectionIsCut() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false).data(stream, false, "half").close();
    })) {
      assertThat(client.failure(server.url("/")).kind())
          .isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
    }
  }

  @ParameterizedTest
  @Tag("N06")
  @ValueSource(ints = {Frame.PING, Frame.SETTINGS, Frame.PRIORITY, Frame.DATA})
  void endsAFlood(int type) throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false);
      int target = type == Frame.DATA ? stream : 0;
      for (int i = 0; i < 100_000; i++) {
        peer.frame(type, 0, target, new byte[type == Frame.PING ? 8 : 0]);
      }
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure).hasMessageContaining("more than 1000 frames without content");
    }
  }

  @ParameterizedTest
  @Tag("N06")
  @ValueSource(ints = {0, 10_000})
  void endsAHeaderSectionWithoutEnd(int size) throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.frame(Frame.HEADERS, 0, stream, Http2Server.Peer.block("200"));
      for (int i = 0; i < 10_000; i++) {
        peer.frame(Frame.CONTINUATION, 0, stream, new byte[size]);
      }
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure).hasMessageContaining("65536 bytes or 64 frames");
    }
  }

  @Test
  @Tag("N06")
  void refusesAHeaderListThatUnpacksToMoreThanTheLimit() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      // One large entry put into the table, then named again and again by one byte each.
      byte[] bomb = new byte[2_000];
      Arrays.fill(bomb, (byte) 0xbe);
      byte[] large = Http2Server.Peer.block("200", "a", "x".repeat(3_000));
      large[large.length - 3_000 - 3 - 2] = 0x40;
      peer.frame(Frame.HEADERS, 0, stream, large);
      peer.frame(Frame.CONTINUATION, Frame.END_HEADERS, stream, bomb);
      peer.awaitEnd();
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure).hasMessageContaining("65536 bytes");
    }
  }

  @Test
  @Tag("N06")
  void waitsForAStreamNoLongerThanForAConnection() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings(MAX_CONCURRENT_STREAMS, 0);
      peer.awaitEnd();
    })) {
      TransportException failure =
          client.failure("GET", server.url("/"), Body.none(), limits(20_000, 20_000, 150));

      assertThat(failure.kind()).isEqualTo(FailureKind.POOL_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  @ParameterizedTest
  @Tag("N06")
  @ValueSource(ints = {0, 10})
  void endsAWriteWhoseWindowIsNeverOpened(int window) throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings(INITIAL_WINDOW_SIZE, window);
      peer.awaitEnd();
    })) {
      TransportException failure = client.failure(
          "POST", server.url("/"), Body.of("more than ten bytes"), limits(20_000, 150, 20_000));

      assertThat(failure.kind()).isEqualTo(FailureKind.WRITE_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  @Tag("N06")
  void endsSilenceOfOneStream() throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings().awaitRequest();
      peer.awaitEnd();
    })) {
      TransportException failure =
          client.failure("GET", server.url("/"), Body.none(), limits(150, 20_000, 20_000));

      assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT);
    }
  }

  @Test
  void keepsToThePeersLimitOfStreams() throws Exception {
    LinkedBlockingQueue<Integer> streams = new LinkedBlockingQueue<>();
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings(MAX_CONCURRENT_STREAMS, 1);
      for (int i = 0; i < 3; i++) {
        int stream = peer.awaitRequest();
        streams.add(stream);
        peer.ok(stream, "ok");
      }
      peer.awaitEnd();
    })) {
      CompletableFuture<String> first = client.text("GET", server.url("/"), Body.none(), patient());
      CompletableFuture<String> second =
          client.text("GET", server.url("/"), Body.none(), patient());
      CompletableFuture<String> third = client.text("GET", server.url("/"), Body.none(), patient());

      assertThat(Http2Client.await(first)).isEqualTo("ok");
      assertThat(Http2Client.await(second)).isEqualTo("ok");
      assertThat(Http2Client.await(third)).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(streams).containsExactly(1, 3, 5);
    }
  }

  @Test
  void cancellingResetsTheStreamAndKeepsTheConnection() throws Exception {
    LinkedBlockingQueue<Integer> reset = new LinkedBlockingQueue<>();
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false);
      reset.add(peer.await(Frame.RST_STREAM));
      peer.ok(peer.awaitRequest(), "ok");
      peer.awaitEnd();
    })) {
      AsyncExchange exchange = client.send("GET", server.url("/"), Body.none(), patient());
      AsyncTransportResponse response =
          Http2Client.await(exchange.response().toCompletableFuture());

      exchange.cancel();

      TransportException failure = Http2Client.failure(Http2Client.collect(response));
      assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
      assertThat(reset.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void saysThatAPeerDoesNotSpeakHttp2() throws IOException {
    String answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    try (Http2Server server = Http2Server.start(peer -> peer.raw(answer))) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("does not speak HTTP/2, it sent \"HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {":status", "Upper", "transfer-encoding", "connection", "a b"})
  void refusesMalformedHeads(String name) throws IOException {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, true, name, "200");
      peer.awaitEnd();
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
      assertThat(failure.permanent()).isTrue();
    }
  }
}
