/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.net.RelayProxy;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/2 behind proxies: many streams, one tunnel. */
class TunnelledHttp2Test {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  @ParameterizedTest
  @CsvSource({
    "http, NEGOTIATE",
    "socks5, NEGOTIATE",
    "socks4a, NEGOTIATE",
    "http, HTTP_2",
    "socks5, HTTP_2",
    "https, NEGOTIATE",
  })
  void manyCallsShareOneTunnel(String scheme, HttpVersion version) throws Exception {
    boolean secure = version == HttpVersion.NEGOTIATE;
    try (Http2Server server = secure
            ? Http2Server.secure(
                CERTIFICATES.validFor("api.example.test").serverContext(),
                TunnelledHttp2Test::answer,
                "h2")
            : Http2Server.start(TunnelledHttp2Test::answer);
        RelayProxy proxy = scheme.equals("https")
            ? RelayProxy.over(CERTIFICATES.valid().serverContext())
            : RelayProxy.start();
        Session session = Session.builder()
            .retry(Retry.off())
            .sslContext(CERTIFICATES.clientContext())
            .proxy(proxy.proxy(scheme))
            .build()) {
      String url = server.url("/").replace("127.0.0.1", "api.example.test");
      Request request =
          Request.get(url).httpVersion(version).header("Proxy-Authorization", "canary");
      CompletableFuture<?>[] calls = IntStream.range(0, 10)
          .mapToObj(i -> session.sendAsync(request).thenApply(Response::text))
          .map(text -> text.thenAccept(body -> assertThat(body).isEqualTo("two")))
          .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(calls).get(30, TimeUnit.SECONDS);

      assertThat(session.request(request).text()).isEqualTo("two");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(proxy.asked())
          .singleElement()
          .asString()
          .contains("api.example.test:" + server.port());
    }
  }

  private static void answer(Http2Server.Peer peer) throws IOException {
    peer.settings();
    while (true) {
      peer.ok(peer.awaitRequest(), "two");
    }
  }
}
