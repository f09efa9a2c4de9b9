/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.limits;
import static dev.holdfast.http.net.http2.Http2Client.patient;
import static dev.holdfast.http.net.http2.Http2Client.streamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.net.http2.Http2Server.Peer;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of HTTP/2 under flow control, and what ends them early. */
@Execution(ExecutionMode.CONCURRENT)
class Http2BodyTest {

  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int REFUSED_STREAM = 7;

  private final LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();
  private Http2Client client = Http2Client.create();

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @Tag("N01")
  @ValueSource(ints = {0, 2, REFUSED_STREAM})
  void aResetReleasesWhoeverWaitsToSendMore(int code) throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Body endless = endless(released);
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings().reset(peer.await(Frame.DATA), code);
      peer.awaitEnd();
    })) {
      TransportException failure = client.failure("PUT", server.url("/"), endless, patient());

      assertThat(failure.sent()).isEqualTo(code == REFUSED_STREAM ? Sent.NO : Sent.MAYBE);
      assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Tag("N10")
  @Test
  @Tag("W03")
  void takesARefusalThatComesBeforeTheRequestIsWhole() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Body endless = endless(released);
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().await(Frame.DATA);
      peer.frame(Frame.HEADERS, Frame.END_HEADERS, stream, Peer.block("413"))
          .data(stream, true, "enough");
      told.add(peer.awaitCode(Frame.RST_STREAM));
      peer.awaitEnd();
    })) {
      assertThat(Http2Client.await(client.text("PUT", server.url("/"), endless, patient())))
          .isEqualTo("enough");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(0);
      assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Tag("N10")
  @Test
  void takesAnAnswerThatThePeerVouchesForBeforeTheRequestIsWhole() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Body endless = endless(released);
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().await(Frame.DATA);
      peer.ok(stream, "enough").reset(stream, 0).awaitEnd();
    })) {
      assertThat(Http2Client.await(client.text("PUT", server.url("/"), endless, patient())))
          .isEqualTo("enough");
      assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Of the peer that has answered with praise, whole, before the request was sent. */
  private interface Then {
    void act(Peer peer, int stream) throws IOException;
  }

  static Stream<Arguments> endsOfTheSending() {
    Then reset = (peer, stream) -> peer.reset(stream, 8);
    Then close = (peer, stream) -> peer.close();
    Then nothing = (peer, stream) -> peer.awaitEnd();
    return Stream.of(
        arguments(named("reset", reset), FailureKind.CONNECTION_ABORTED),
        arguments(named("close", close), FailureKind.CONNECTION_ABORTED),
        arguments(named("standstill", nothing), FailureKind.READ_TIMEOUT));
  }

  @Tag("N10")
  @ParameterizedTest
  @MethodSource("endsOfTheSending")
  void anUploadThatWasNotSentWholeIsNeverASuccess(Then then, FailureKind category)
      throws Exception {
    Body endless = endless(new CountDownLatch(1));
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().await(Frame.DATA);
      peer.ok(stream, "all is well");
      then.act(peer, stream);
    })) {
      assertThat(client
              .failure("PUT", server.url("/"), endless, limits(2_000, 2_000, 20_000))
              .kind())
          .isEqualTo(category);
    }
  }

  @Tag("N10")
  @Test
  void anAnswerOfNothingButAHeadWaitsForTheRest() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    byte[] large = new byte[300_000];
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().await(Frame.DATA);
      peer.head(stream, true);
      told.add(0);
      answered.await();
      peer.enlargeWindow(0, large.length).enlargeWindow(stream, large.length);
      peer.awaitEnd();
    })) {
      AsyncExchange exchange = client.send("PUT", server.url("/"), Body.of(large), patient());
      CompletableFuture<AsyncTransportResponse> head = exchange.response().toCompletableFuture();
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(0);
      assertThat(head).isNotDone();
      answered.countDown();

      assertThat(Http2Client.await(head).status()).isEqualTo(200);
    }
  }

  @Test
  void aResetAfterTheEndLeavesTheResponseWhole() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings(INITIAL_WINDOW_SIZE, 0).await(Frame.HEADERS);
      peer.ok(stream, "too large").reset(stream, 0);
      peer.frame(Frame.PING, 0, 0, new byte[8]).await(Frame.PING);
      told.add("seen");
      peer.awaitEnd();
    })) {
      AsyncExchange exchange =
          client.send("POST", server.url("/"), Body.of("a request"), patient());
      AsyncTransportResponse response =
          Http2Client.await(exchange.response().toCompletableFuture());
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("seen");

      assertThat(Http2Client.await(Http2Client.collect(response))).isEqualTo("too large");
    }
  }

  @Test
  void moreAfterTheEndIsAnErrorOfTheStream() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.ok(stream, "whole").data(stream, false, "more");
      told.add(peer.awaitCode(Frame.RST_STREAM));
      peer.awaitEnd();
    })) {
      AsyncExchange exchange = client.send("GET", server.url("/"), Body.none(), patient());
      AsyncTransportResponse response =
          Http2Client.await(exchange.response().toCompletableFuture());

      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(5);
      assertThat(Http2Client.failure(Http2Client.collect(response)).kind())
          .isEqualTo(FailureKind.BAD_RESPONSE);
    }
  }

  @Test
  @Tag("N06")
  void dataBeyondTheWindowEndsTheStream() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false);
      for (int i = 0; i < 5; i++) {
        peer.frame(Frame.DATA, 0, stream, new byte[16_000]);
      }
      told.add(peer.awaitCode(Frame.RST_STREAM));
      peer.awaitEnd();
    })) {
      AsyncExchange exchange = client.send("GET", server.url("/"), Body.none(), patient());
      Http2Client.await(exchange.response().toCompletableFuture());

      // Nobody reads the body.
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(3);
    }
  }

  @Test
  void sendsAsWindowsOpenByteByByte() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings(INITIAL_WINDOW_SIZE, 1).await(Frame.HEADERS);
      for (int i = 0; i < 4; i++) {
        told.add(peer.read().payload().remaining());
        peer.enlargeWindow(stream, 1);
      }
      told.add(peer.read().payload().remaining());
      peer.ok(stream, "ok").awaitEnd();
    })) {
      assertThat(
              Http2Client.await(client.text("POST", server.url("/"), Body.of("12345"), patient())))
          .isEqualTo("ok");
      assertThat(told).endsWith(1, 1, 1);
    }
  }

  @Test
  void settingsMayShrinkAndWidenTheWindowOfAStream() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings(INITIAL_WINDOW_SIZE, 3).await(Frame.DATA);
      peer.settings(INITIAL_WINDOW_SIZE, 0).settings(INITIAL_WINDOW_SIZE, 5);
      told.add(peer.awaitPayload(Frame.DATA));
      peer.ok(stream, "ok").awaitEnd();
    })) {
      assertThat(
              Http2Client.await(client.text("POST", server.url("/"), Body.of("12345"), patient())))
          .isEqualTo("ok");
      assertThat(told).containsExactly("45");
    }
  }

  @Test
  void aServerThatOpensItsWindowForEveryFrameIsNoFlood() throws Exception {
    int size = 12_000_000;
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings();
      int left = size;
      int stream = 0;
      while (left > 0) {
        Frame frame = peer.read();
        if (frame.type() == Frame.DATA) {
          stream = frame.stream();
          int taken = frame.payload().remaining();
          left -= taken;
          peer.enlargeWindow(0, Math.max(1, taken));
          peer.enlargeWindow(stream, Math.max(1, taken));
        }
      }
      peer.ok(stream, "ok").awaitEnd();
    })) {
      assertThat(Http2Client.await(
              client.text("PUT", server.url("/"), Body.of(new byte[size]), patient())))
          .isEqualTo("ok");
    }
  }

  /** With its head each frame fills one record of TLS, which holds 16 KiB. */
  @Test
  void aFrameOfABodyIsAsLargeAsOneRecord() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings();
      Frame frame = peer.read();
      while (!frame.has(Frame.END_STREAM) || frame.type() != Frame.DATA) {
        if (frame.type() == Frame.DATA) {
          told.add(frame.payload().remaining());
        }
        frame = peer.read();
      }
      told.add(frame.payload().remaining());
      peer.ok(frame.stream(), "ok").awaitEnd();
    })) {
      assertThat(Http2Client.await(
              client.text("PUT", server.url("/"), Body.of(new byte[32 * 1024]), patient())))
          .isEqualTo("ok");

      assertThat(told).containsExactly(16_375, 16_375, 18);
    }
  }

  @Test
  void manyUploadsShareASlowConnection() throws Exception {
    CountDownLatch begun = new CountDownLatch(200);
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings(INITIAL_WINDOW_SIZE, 1 << 20).enlargeWindow(0, 1 << 29);
      begun.await(30, TimeUnit.SECONDS);
      for (int i = 0; i < 200; i++) {
        peer.ok(peer.awaitRequest(), "ok");
      }
      peer.awaitEnd();
    })) {
      List<CompletableFuture<String>> outcomes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        outcomes.add(client.text("PUT", server.url("/"), Body.of(new byte[60_000]), patient()));
        begun.countDown();
      }
      for (CompletableFuture<String> outcome : outcomes) {
        assertThat(Http2Client.await(outcome)).isEqualTo("ok");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  @Tag("N06")
  void endsABodyThatStopsComing() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false).data(stream, false, "half").awaitEnd();
    })) {
      TransportException failure =
          client.failure("GET", server.url("/"), Body.none(), limits(1_500, 20_000, 20_000));

      assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
    }
  }

  @Test
  void failsABodyWhoseSourceFails() throws Exception {
    Body failing = streamed(out -> {
      throw new IllegalStateException("source broke");
    });
    try (Http2Server server = Http2Server.start(peer -> peer.settings().awaitEnd())) {
      TransportException failure = client.failure("PUT", server.url("/"), failing, patient());

      assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure).hasMessageContaining("source broke");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void failsABodyThatTheExecutorDoesNotTake(HttpVersion version) throws Exception {
    client.close();
    client = new Http2Client(
        DefaultTransport.builder()
            .bodyExecutor(work -> {
              throw new RejectedExecutionException("full");
            })
            .build()
            .asynchronous(),
        version);
    try (Http2Server server = Http2Server.start(peer -> peer.settings().awaitEnd())) {
      TransportException failure =
          client.failure("PUT", server.url("/"), streamed(out -> out.write(1)), patient());

      assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
      assertThat(failure).hasMessageContaining("full");
    }
  }

  /** A body without end; tells when nobody writes it any more. */
  private static Body endless(CountDownLatch released) {
    return streamed(out -> {
      try {
        while (true) {
          out.write(new byte[10_000]);
        }
      } finally {
        released.countDown();
      }
    });
  }
}
