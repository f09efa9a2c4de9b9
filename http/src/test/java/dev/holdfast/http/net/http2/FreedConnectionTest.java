/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.limits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.net.Backlog;
import dev.holdfast.http.net.Never;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an attempt is in when it is given up, its place in the pool is free again. */
@Execution(ExecutionMode.CONCURRENT)
class FreedConnectionTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

  private final CountDownLatch reached = new CountDownLatch(1);
  private final AsyncTransport transport =
      DefaultTransport.builder().maxConnections(1).dns(Never.dns()).build().asynchronous();
  private ServerSocket deaf;
  private Http2Server silent;
  private Http2Server halfway;
  private Http2Server answering;

  @BeforeEach
  void start() throws IOException {
    deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    silent = Http2Server.start(FreedConnectionTest::staySilent);
    halfway = Http2Server.start(FreedConnectionTest::answerInPart);
    answering = Http2Server.start(FreedConnectionTest::answer);
  }

  @AfterEach
  void stop() throws IOException {
    transport.close();
    silent.close();
    halfway.close();
    answering.close();
    deaf.close();
  }

  private static Stream<Arguments> phases() {
    return Stream.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)
        .flatMap(version -> Stream.of(Phase.values()).map(phase -> Arguments.of(version, phase)));
  }

  @ParameterizedTest
  @Tag("K09")
  @MethodSource("phases")
  void afterACancel(HttpVersion version, Phase phase) throws Exception {
    AsyncExchange given = begin(version, phase, limits(20_000, 20_000, 20_000));
    assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

    given.cancel();

    assertThat(end(given).kind()).isEqualTo(FailureKind.CANCELLED);
    assertFree(version);
  }

  @ParameterizedTest
  @Tag("K09")
  @MethodSource("phases")
  void afterTheDeadline(HttpVersion version, Phase phase) throws Exception {
    long patience = TimeUnit.SECONDS.toNanos(20);
    AttemptLimits hurried = new AttemptLimits(
        patience, patience, patience, patience, patience, TimeUnit.MILLISECONDS.toNanos(100));

    AsyncExchange given = begin(version, phase, hurried);

    assertThat(end(given).kind()).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertFree(version);
  }

  @ParameterizedTest
  @Tag("K09")
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void afterAnUnwantedBodyThatNeverEnds(HttpVersion version) throws Exception {
    AsyncExchange given = begin(version, Phase.BODY, limits(20_000, 20_000, 20_000));

    Http2Client.await(Http2Client.await(given.response().toCompletableFuture())
        .discard(1_000, TimeUnit.MILLISECONDS.toNanos(50))
        .toCompletableFuture());

    assertFree(version);
  }

  /** The one place there is goes to another origin. */
  private void assertFree(HttpVersion version) throws TransportException {
    Http2Client next = new Http2Client(transport, version);
    assertThat(Http2Client.await(
            next.text("GET", answering.url("/"), Body.none(), limits(20_000, 20_000, 20_000))))
        .isEqualTo("ok");
  }

  private AsyncExchange begin(HttpVersion version, Phase phase, AttemptLimits limits)
      throws Exception {
    if (phase == Phase.CONNECT) {
      Backlog.fill(deaf);
    }
    AsyncExchange held = null;
    if (phase == Phase.POOL) {
      held = send(version, halfway.url("/"), Body.none(), limits(20_000, 20_000, 20_000));
      Http2Client.await(held.response().toCompletableFuture());
    }
    Body body = phase == Phase.SEND ? SourceBody.endless() : Body.none();
    AsyncExchange given = send(version, url(phase), body, limits, phase);
    if (held != null) {
      AsyncExchange holder = held;
      given.response().whenComplete((response, failure) -> holder.cancel());
    }
    return given;
  }

  private String url(Phase phase) {
    return switch (phase) {
      case DNS -> "http://silent.example:80/";
      case CONNECT -> "http://127.0.0.1:" + deaf.getLocalPort() + "/";
      case TLS -> silent.url("/").replace("http:", "https:");
      case POOL -> answering.url("/");
      case SEND, HEAD -> silent.url("/");
      case BODY -> halfway.url("/");
    };
  }

  private AsyncExchange send(HttpVersion version, String url, Body body, AttemptLimits limits) {
    return send(version, url, body, limits, null);
  }

  private AsyncExchange send(
      HttpVersion version, String url, Body body, AttemptLimits limits, @Nullable Phase awaited) {
    URI uri = URI.create(url);
    Url target = new Url(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getPath());
    String method = body == Body.none() ? "GET" : "PUT";
    TransportRequest request = new TransportRequest(method, target, Headers.empty(), body, version);
    return transport.send(request, limits, new AttemptListener() {
      @Override
      public void begin(Phase phase) {
        if (phase == awaited) {
          reached.countDown();
        }
      }

      @Override
      public void connected(boolean reused, String remote) {}
    });
  }

  private static void staySilent(Http2Server.Peer peer) throws IOException {
    if (peer.speaksHttp2()) {
      peer.settings();
    }
    peer.awaitEnd();
  }

  private static void answerInPart(Http2Server.Peer peer) throws IOException {
    if (peer.speaksHttp2()) {
      int stream = peer.settings().awaitRequest();
      peer.head(stream, false).data(stream, false, "o").awaitEnd();
    } else {
      peer.raw(HEAD + "o");
    }
  }

  private static void answer(Http2Server.Peer peer) throws IOException {
    if (peer.speaksHttp2()) {
      peer.settings().ok(peer.awaitRequest(), "ok").awaitEnd();
    } else {
      peer.raw(HEAD + "ok");
    }
  }

  private static TransportException end(AsyncExchange exchange) {
    return Http2Client.failure(
        exchange.response().toCompletableFuture().thenCompose(Http2Client::collect));
  }
}
