/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static dev.holdfast.http.net.http2.Http2Client.patient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.tls.Tls;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version of HTTP a request travels by, over TLS. */
class NegotiationTest {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final int HTTP_1_1_REQUIRED = 13;
  private static final int MAX_CONCURRENT_STREAMS = 3;

  /** That a server that insists on HTTP/1.1 was asked for. */
  private final AtomicInteger streams = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(names = {"NEGOTIATE", "HTTP_2"})
  void manyRequestsShareOneConnectionOfHttp2(HttpVersion version) throws Exception {
    try (Http2Server server = secure(NegotiationTest::answerHttp2, "h2", "http/1.1");
        Http2Client client = client(version)) {
      for (CompletableFuture<String> outcome : requests(client, server, 20)) {
        assertThat(Http2Client.await(outcome)).isEqualTo("two");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/1.1", ""})
  void fallsBackToHttp11(String offered) throws Exception {
    try (Http2Server server = http1(offered);
        Http2Client client = client(HttpVersion.NEGOTIATE)) {
      for (CompletableFuture<String> outcome : requests(client, server, 5)) {
        assertThat(Http2Client.await(outcome)).isEqualTo("ok");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/1.1", ""})
  void refusesAServerWithoutHttp2IfNothingElseWillDo(String offered) throws Exception {
    try (Http2Server server = http1(offered);
        Http2Client client = client(HttpVersion.HTTP_2)) {
      TransportException failure = client.failure(server.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  @Test
  @Tag("N05")
  void repeatsByHttp11WhereAServerInsistsOnItAndAsksItForHttp2Once() throws Exception {
    try (Http2Server server = insisting(100);
        Http2Client client = client(HttpVersion.NEGOTIATE)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get(server.url("/"))).isEqualTo("ok");
      }
      assertThat(streams).hasValue(1);
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  @Test
  @Tag("N05")
  void whoeverWaitsForAStreamGoesByHttp11TooIfTheOriginInsistsOnIt() throws Exception {
    try (Http2Server server = insisting(1);
        Http2Client client = client(HttpVersion.NEGOTIATE)) {
      for (CompletableFuture<String> outcome : requests(client, server, 5)) {
        assertThat(Http2Client.await(outcome)).isEqualTo("ok");
      }
      assertThat(streams).hasValue(1);
    }
  }

  @Test
  @Tag("N05")
  void whoeverTakesNothingButHttp2IsToldWhatTheServerWantsAndChangesNothingForOthers()
      throws Exception {
    try (Http2Server server = insisting(100);
        Http2Client client = client(HttpVersion.NEGOTIATE)) {
      TransportException failure = client.by(HttpVersion.HTTP_2).failure(server.url("/"));

      assertThat(failure).hasMessageContaining("HTTP_1_1_REQUIRED");
      assertThat(client.get(server.url("/"))).isEqualTo("ok");
      assertThat(streams).hasValue(1);
    }
  }

  @Test
  @Tag("N05")
  void goesByHttp11IfThatIsWhyTheServerGoesAway() throws Exception {
    Http2Server.Script script = peer -> {
      if (peer.speaksHttp2()) {
        peer.settings().awaitRequest();
        peer.goAway(0, HTTP_1_1_REQUIRED).awaitEnd();
      } else {
        peer.raw(OK);
      }
    };
    try (Http2Server server = secure(script, "h2", "http/1.1");
        Http2Client client = client(HttpVersion.NEGOTIATE)) {
      assertThat(Http2Client.await(client.text("POST", server.url("/"), Body.of("1"), patient())))
          .isEqualTo("ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  /** Does not know HTTP/2; picks that protocol if any. */
  private static Http2Server http1(String offered) throws IOException {
    String[] protocols = offered.isEmpty() ? new String[0] : new String[] {offered};
    return secure(peer -> peer.raw(OK), protocols);
  }

  /** Resets every stream, and answers one request on each connection of HTTP/1.1. */
  private Http2Server insisting(int mostStreams) throws IOException {
    Http2Server.Script script = peer -> {
      if (!peer.speaksHttp2()) {
        peer.raw(OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      }
      peer.settings(MAX_CONCURRENT_STREAMS, mostStreams);
      while (true) {
        int stream = peer.awaitRequest();
        streams.incrementAndGet();
        peer.reset(stream, HTTP_1_1_REQUIRED);
      }
    };
    return secure(script, "h2", "http/1.1");
  }

  private static void answerHttp2(Http2Server.Peer peer) throws IOException {
    peer.settings();
    while (true) {
      peer.ok(peer.awaitRequest(), "two");
    }
  }

  private static List<CompletableFuture<String>> requests(
      Http2Client client, Http2Server server, int count) {
    List<CompletableFuture<String>> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outcomes.add(client.text("GET", server.url("/"), Body.none(), patient()));
    }
    return outcomes;
  }

  private static Http2Server secure(Http2Server.Script script, String... protocols)
      throws IOException {
    return Http2Server.secure(CERTIFICATES.valid().serverContext(), script, protocols);
  }

  private static Http2Client client(HttpVersion version) {
    return new Http2Client(
        DefaultTransport.builder()
            .tls(Tls.of(CERTIFICATES.clientContext()))
            .build()
            .asynchronous(),
        version);
  }
}
