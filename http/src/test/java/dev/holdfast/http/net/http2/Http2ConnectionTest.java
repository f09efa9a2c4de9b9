/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.limits;
import static dev.holdfast.http.net.http2.Http2Client.patient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How long a connection of HTTP/2 lives, whom it serves meanwhile, and its place in the pool. */
@Execution(ExecutionMode.CONCURRENT)
class Http2ConnectionTest {

  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int CALLS_IN_VAIN = 5;

  private final LinkedBlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private Http2Client client = Http2Client.create();

  @AfterEach
  void close() {
    client.close();
  }

  private void use(DefaultTransport.Builder settings) {
    client.close();
    client = new Http2Client(settings.build().asynchronous(), HttpVersion.HTTP_2);
  }

  @Test
  @Tag("K05")
  void givesUpAConnectionWhosePeerDoesNotAnswerAPing() throws Exception {
    use(DefaultTransport.builder().pingAfter(Duration.ofMillis(100)));
    try (Http2Server server = Http2Server.start(peer -> {
      int first = peer.settings().awaitRequest();
      peer.head(first, false).data(first, false, "half");
      peer.awaitRequest();
      peer.awaitEnd();
    })) {
      CompletableFuture<String> answered = get(server);
      CompletableFuture<String> waiting =
          client.text("POST", server.url("/"), Body.of("x"), patient());

      TransportException inBody = Http2Client.failure(answered);
      TransportException beforeHead = Http2Client.failure(waiting);

      assertThat(inBody.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
      assertThat(inBody).hasMessageContaining("no answer to a ping");
      assertThat(beforeHead.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(beforeHead.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  void keepsASilentConnectionWhosePeerAnswersPings() throws Exception {
    use(DefaultTransport.builder().pingAfter(Duration.ofMillis(1_500)));
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      for (int i = 0; i < 2; i++) {
        peer.await(Frame.PING);
        peer.frame(Frame.PING, Frame.ACK, 0, new byte[8]);
      }
      peer.ok(stream, "late").awaitEnd();
    })) {
      assertThat(client.get(server.url("/"))).isEqualTo("late");
    }
  }

  @Test
  @Tag("K05")
  void aHeadThatWaitsForAPeerWhichReadsNothingMayStillArrive() throws Exception {
    CountDownLatch readOn = new CountDownLatch(1);
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings(INITIAL_WINDOW_SIZE, 1 << 30).enlargeWindow(0, 1 << 29);
      told.add(peer.await(Frame.DATA));
      await(readOn);
      for (int i = 0; i < CALLS_IN_VAIN; i++) {
        told.add(peer.await(Frame.HEADERS));
      }
      peer.awaitEnd();
    })) {
      CompletableFuture<String> upload = client.text(
          "POST", server.url("/"), Http2Client.streamed(Http2ConnectionTest::endless), patient());
      assertThat(told.poll(30, TimeUnit.SECONDS)).as("stream of the upload").isEqualTo(1);
      // The kernel takes some more now and then; at the end the heads wait in our own queue.
      for (int i = 0; i < CALLS_IN_VAIN; i++) {
        CompletableFuture<String> waiting =
            client.text("POST", server.url("/"), Body.of("x"), limits(100, 100, 100));
        assertThat(Http2Client.failure(waiting).sent()).as("call %d", i).isEqualTo(Sent.MAYBE);
      }
      readOn.countDown();
      for (int i = 0; i < CALLS_IN_VAIN; i++) {
        assertThat(told.poll(30, TimeUnit.SECONDS)).as("stream of a head").isEqualTo(3 + 2 * i);
      }
      upload.cancel(true);
    }
  }

  private static void endless(OutputStream out) throws IOException {
    byte[] some = new byte[1 << 16];
    while (true) {
      out.write(some);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  @Test
  void answersPings() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.frame(Frame.PING, 0, 0, new byte[] {0, 0, 0, 0, 1, 2, 3, 4});
      told.add(peer.awaitCode(Frame.PING));
      peer.ok(stream, "ok").awaitEnd();
    })) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(told).containsExactly(0x01020304);
    }
  }

  @Test
  @Tag("K14")
  void replacesAConnectionWhoseAgeIsUp() throws Exception {
    use(DefaultTransport.builder().maxConnectionAge(Duration.ofMillis(300)));
    try (Http2Server server = Http2Server.start(this::answerOneUntilGoAway)) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      TimeUnit.MILLISECONDS.sleep(350);

      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(H2Error.NO_ERROR.getCode());
    }
  }

  @Test
  @Tag("K14")
  void usesAnOldConnectionOnIfThereIsNoRoomForAnother() throws Exception {
    use(DefaultTransport.builder()
        .maxConnectionAge(Duration.ofMillis(300))
        .maxConnectionsPerRoute(1));
    try (Http2Server server = Http2Server.start(peer -> {
      int held = peer.settings().awaitRequest();
      int next = peer.awaitRequest();
      peer.ok(next, "next").ok(held, "held").awaitEnd();
    })) {
      CompletableFuture<String> held = get(server);
      TimeUnit.MILLISECONDS.sleep(350);

      assertThat(client.get(server.url("/"))).isEqualTo("next");
      assertThat(Http2Client.await(held)).isEqualTo("held");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void closesAConnectionThatNobodyUses() throws Exception {
    use(DefaultTransport.builder().idleTimeout(Duration.ofMillis(50)));
    try (Http2Server server = Http2Server.start(this::answerOneUntilGoAway)) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(H2Error.NO_ERROR.getCode());
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  @Tag("N01")
  @Tag("N02")
  void aGoAwayTellsTheStreamsApart() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings();
      int first = peer.awaitRequest();
      int second = peer.awaitRequest();
      peer.awaitRequest();
      peer.head(first, false)
          .goAway(second, H2Error.ENHANCE_YOUR_CALM.getCode())
          .data(first, true, "whole")
          .close();
    })) {
      CompletableFuture<String> first = get(server);
      CompletableFuture<String> second =
          client.text("POST", server.url("/"), Body.of("2"), patient());
      CompletableFuture<String> third =
          client.text("POST", server.url("/"), Body.of("3"), patient());

      assertThat(Http2Client.await(first)).isEqualTo("whole");
      assertThat(Http2Client.failure(second).sent()).isEqualTo(Sent.MAYBE);
      TransportException beyond = Http2Client.failure(third);
      assertThat(beyond.sent()).isEqualTo(Sent.NO);
      assertThat(beyond).hasMessageContaining("ENHANCE_YOUR_CALM");
    }
  }

  @Test
  void doesNotBelieveThatAnAnsweredRequestWasNotProcessed() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false).data(stream, false, "half").goAway(0, 0).awaitEnd();
    })) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
      assertThat(failure.sent()).isEqualTo(Sent.ANSWERED);
    }
  }

  @Test
  void waitsForRoomThatThePeerMakesLater() throws Exception {
    try (Http2Server server = Http2Server.start(peer -> {
      peer.settings(MAX_CONCURRENT_STREAMS, 0).await(Frame.SETTINGS);
      peer.settings(MAX_CONCURRENT_STREAMS, 1);
      peer.ok(peer.awaitRequest(), "ok").awaitEnd();
    })) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
    }
  }

  @Test
  @Tag("K08")
  void countsAsAConnectionOfThePool() throws Exception {
    use(DefaultTransport.builder().maxConnections(1));
    try (Http2Server busy = Http2Server.start(peer -> {
          int stream = peer.settings().awaitRequest();
          peer.head(stream, false);
          told.add(peer.await(Frame.RST_STREAM));
          told.add(peer.awaitCode(Frame.GOAWAY));
        });
        Http2Server other = Http2Server.start(this::answerOneUntilGoAway)) {
      AsyncExchange held = client.send("GET", busy.url("/"), Body.none(), patient());
      AsyncTransportResponse response = Http2Client.await(held.response().toCompletableFuture());
      assertThat(response.status()).isEqualTo(200);

      TransportException full =
          client.failure("GET", other.url("/"), Body.none(), limits(20_000, 20_000, 100));
      assertThat(full.kind()).isEqualTo(FailureKind.POOL_TIMEOUT);
      assertThat(full.sent()).isEqualTo(Sent.NO);
      assertThat(other.connections()).isZero();

      CompletableFuture<String> waiting = get(other);
      held.cancel();

      // A connection that rests makes room.
      assertThat(Http2Client.await(waiting)).isEqualTo("ok");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(H2Error.NO_ERROR.getCode());
    }
  }

  @Test
  @Tag("K08")
  void makesRoomForAnotherVersionAtTheSameOrigin() throws Exception {
    use(DefaultTransport.builder().maxConnectionsPerRoute(1));
    try (Http2Server server = Http2Server.start(this::answerOneUntilGoAway);
        Http2Client old = client.by(HttpVersion.HTTP_1_1)) {
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(old.get(server.url("/"))).isEqualTo("old");
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @Test
  void thoseWhoWaitedForAnOpenerThatGaveUpOpenForThemselves() throws Exception {
    use(DefaultTransport.builder().maxConnections(1));
    try (Http2Server busy = Http2Server.start(peer -> {
          peer.head(peer.settings().awaitRequest(), false).awaitEnd();
        });
        Http2Server other = Http2Server.start(this::answerOneUntilGoAway)) {
      AsyncExchange held = client.send("GET", busy.url("/"), Body.none(), patient());
      Http2Client.await(held.response().toCompletableFuture());
      CompletableFuture<String> opener =
          client.text("GET", other.url("/"), Body.none(), limits(20_000, 20_000, 50));
      CompletableFuture<String> follower = get(other);

      assertThat(Http2Client.failure(opener).kind()).isEqualTo(FailureKind.POOL_TIMEOUT);
      held.cancel();

      assertThat(Http2Client.await(follower)).isEqualTo("ok");
    }
  }

  @Test
  void allWhoWaitLearnThatTheConnectionCannotBeMade() throws Exception {
    try (Http2Server server = Http2Server.start(Http2Server.Peer::close)) {
      List<CompletableFuture<String>> waiting = List.of(get(server), get(server), get(server));

      for (CompletableFuture<String> outcome : waiting) {
        assertThat(Http2Client.failure(outcome).sent()).isEqualTo(Sent.NO);
      }
    }
  }

  private CompletableFuture<String> get(Http2Server server) {
    return client.text("GET", server.url("/"), Body.none(), patient());
  }

  private void answerOneUntilGoAway(Http2Server.Peer peer) throws IOException {
    if (!peer.speaksHttp2()) {
      peer.raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold");
      return;
    }
    peer.settings();
    peer.ok(peer.awaitRequest(), "ok");
    told.add(peer.awaitCode(Frame.GOAWAY));
  }
}
