/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.ConnectionChoice;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a proxy can answer instead of making a tunnel: its failure, and no byte for the origin. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class TunnelTest {

  private static final String AGREED = "HTTP/1.1 200 Connection established\r\n\r\n";
  private static final String URL = "https://api.example.test/";

  /** Method, then the reply with an IPv4 address. */
  private static final byte[] SOCKS5 = {5, 0, 5, 0, 0, 1, 127, 0, 0, 1, 0, 80};

  private static final byte[] SOCKS4 = {0, 90, 0, 0, 0, 0, 0, 0};

  private final Mode mode;

  TunnelTest(Mode mode) {
    this.mode = mode;
  }

  private static TransportRequest request(String url, Proxy proxy) {
    return new TransportRequest(
        "POST",
        Url.parse(url),
        Headers.empty(),
        Body.none(),
        HttpVersion.HTTP_1_1,
        ConnectionChoice.any().by(Route.through(proxy)));
  }

  private static Proxy proxy(String scheme, RawServer server) {
    return Proxy.of(scheme + "://127.0.0.1:" + server.port());
  }

  private TransportException failure(String scheme, RawServer.Script script) throws IOException {
    return failure(scheme, script, limits());
  }

  private TransportException failure(
      String scheme, RawServer.Script script, TransportFixture.Limits limits) throws IOException {
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      return client.failure(request(URL, proxy(scheme, server)), limits.build());
    }
  }

  private static void assertProxyFailed(TransportException failure) {
    assertThat(failure.sent()).isEqualTo(Sent.NO);
    assertThat(failure.head()).isEmpty();
    assertThat(failure)
        .hasMessageStartingWith("api.example.test:443 by proxy ")
        .hasMessageContaining("the proxy failed: ");
  }

  @Tag("C10")
  @ParameterizedTest
  @CsvSource({
    "407 Proxy Authentication Required, true",
    "403 Forbidden, true",
    "302 Found, true",
    "304 Not Modified, true",
    "404 Not Found, true",
    "501 Not Implemented, true",
    "408 Request Timeout, false",
    "429 Too Many Requests, false",
    "500 Oops, false",
    "502 Bad Gateway, false",
    "503 Busy, false",
    "504 Gateway Timeout, false",
  })
  void anotherStatusIsNoAnswerOfTheOrigin(String status, boolean permanent) throws Exception {
    TransportException failure = failure("http", peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 " + status + "\r\nLocation: http://evil.example/\r\n"
          + "Content-Length: 4\r\n\r\nbody");
      peer.awaitEnd();
    });

    assertProxyFailed(failure);
    assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_ERROR);
    assertThat(failure.permanent()).isEqualTo(permanent);
    assertThat(failure)
        .hasMessageContaining("it refused the tunnel to api.example.test:443: " + status);
  }

  @Tag("C10")
  @Test
  void tellsWhichAuthenticationItTakes() throws Exception {
    TransportException failure = failure("http", peer -> {
      peer.readHead();
      peer.send(
          "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic x=y\r\nProxy-Authenticate: NTLM\r\n\r\n");
    });

    assertThat(failure).hasMessageContaining("expected: credentials for http://127.0.0.1");
    assertThat(failure).hasMessageContaining("[Basic, NTLM]");
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of("SSH-2.0-OpenSSH\r\n", false),
        Arguments.of("HTTP/2.0 200 OK\r\n\r\n", true),
        Arguments.of("HTTP/1.1 200 OK\nX: y\n\n", true),
        Arguments.of("HTTP/1.1 200 OK\r\nX : y\r\n\r\n", true),
        Arguments.of("HTTP/1.1 101 Switching Protocols\r\n\r\n", true),
        Arguments.of("HTTP/1.1 100 Continue\r\n\r\n".repeat(20), true),
        Arguments.of("HTTP/1.1 200 OK\r\nX: " + "y".repeat(70_000) + "\r\n\r\n", true),
        Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", true),
        Arguments.of("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", true));
  }

  @Tag("Y03")
  @ParameterizedTest
  @MethodSource("lies")
  void aLieIsRefused(String answer, boolean permanent) throws Exception {
    TransportException failure = failure("http", peer -> {
      peer.readHead();
      peer.send(answer);
      peer.awaitEnd();
    });

    assertProxyFailed(failure);
    assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_ERROR);
    assertThat(failure.permanent()).isEqualTo(permanent);
  }

  @Test
  void lengthsInTheAnswerToConnectMeanNothing() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send("HTTP/1.0 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n");
      TlsPeer.accept(peer, TunnelTest::answerOk);
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      String url = "https://127.0.0.1:1/";

      assertThat(client.text(request(url, proxy("http", server)), limits().build()))
          .isEqualTo("ok");
    }
  }

  @Tag("Y04")
  @Test
  void anAnswerToConnectMayEndAnywhere() throws Exception {
    AtomicInteger place = new AtomicInteger();
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(AGREED.substring(0, place.get()));
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = mode.client()) {
      for (; place.get() < AGREED.length(); place.incrementAndGet()) {
        TransportException failure =
            client.failure(request(URL, proxy("http", server)), limits().build());

        assertProxyFailed(failure);
        assertThat(failure.permanent()).isFalse();
        assertThat(failure).hasMessageContaining("before its answer to CONNECT was whole");
      }
    }
  }

  @Tag("Y04")
  @ParameterizedTest
  @CsvSource({"socks5", "socks4a"})
  void aSocksHandshakeMayEndAnywhere(String scheme) throws Exception {
    byte[] answers = scheme.equals("socks5") ? SOCKS5 : SOCKS4;
    AtomicInteger place = new AtomicInteger();
    RawServer.Script script = peer -> {
      peer.read(3);
      peer.send(Arrays.copyOf(answers, place.get()));
      peer.socket().shutdownOutput();
      peer.awaitEnd();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = mode.client()) {
      for (; place.get() < answers.length; place.incrementAndGet()) {
        TransportException failure =
            client.failure(request(URL, proxy(scheme, server)), limits().build());

        assertProxyFailed(failure);
        assertThat(failure.permanent()).isFalse();
        assertThat(failure).hasMessageContaining("before the SOCKS handshake was over");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"http", "socks5", "socks4a"})
  void bytesMayComeOneByOne(String scheme) throws Exception {
    RawServer.Script script = peer -> {
      switch (scheme) {
        case "socks5" -> {
          peer.read(3);
          sendOneByOne(peer, SOCKS5, 0, 2);
          peer.read(10);
          sendOneByOne(peer, SOCKS5, 2, SOCKS5.length);
        }
        case "socks4a" -> {
          peer.read(9);
          sendOneByOne(peer, SOCKS4, 0, SOCKS4.length);
        }
        default -> {
          peer.readHead();
          sendOneByOne(peer, AGREED.getBytes(US_ASCII), 0, AGREED.length());
        }
      }
      TlsPeer.accept(peer, TunnelTest::answerOk);
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      String url = "https://127.0.0.1:1/";

      assertThat(client.text(request(url, proxy(scheme, server)), limits().build()))
          .isEqualTo("ok");
    }
  }

  private static void sendOneByOne(RawServer.Peer peer, byte[] bytes, int from, int to)
      throws IOException {
    for (int i = from; i < to; i++) {
      peer.send(new byte[] {bytes[i]});
    }
  }

  private static void answerOk(RawServer.Peer peer) throws IOException {
    peer.readHead();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  }

  @Tag("Y06")
  @ParameterizedTest
  @CsvSource({
    "1, general failure, CONNECT_ERROR, false",
    "2, not allowed, CONNECT_ERROR, true",
    "3, network unreachable, CONNECT_ERROR, false",
    "4, host unreachable, CONNECT_ERROR, false",
    "5, connection refused, CONNECT_REFUSED, false",
    "6, TTL expired, CONNECT_ERROR, false",
    "7, command not supported, CONNECT_ERROR, true",
    "8, address type not supported, CONNECT_ERROR, true",
    "200, code 200, CONNECT_ERROR, false",
  })
  void aReplyOfSocks5IsPutIntoWords(int code, String words, FailureKind kind, boolean permanent)
      throws Exception {
    TransportException failure = failure("socks5", peer -> {
      peer.read(3);
      peer.send(new byte[] {5, 0, 5, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
      peer.awaitEnd();
    });

    assertProxyFailed(failure);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.permanent()).isEqualTo(permanent);
    assertThat(failure).hasMessageContaining("it could not connect to the origin: " + words);
  }

  @ParameterizedTest
  @CsvSource({"socks5, SOCKS5", "socks4a, SOCKS4"})
  void anHttpServerIsNoSocksProxy(String scheme, String named) throws Exception {
    TransportException failure = failure(scheme, peer -> {
      peer.read(3);
      peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
      peer.awaitEnd();
    });

    assertProxyFailed(failure);
    assertThat(failure.permanent()).isTrue();
    assertThat(failure).hasMessageContaining("it does not speak " + named + ", it sent \"HT");
  }

  @Test
  void socks5MayWantAPassword() throws Exception {
    TransportException failure = failure("socks5", peer -> {
      peer.read(3);
      peer.send(new byte[] {5, (byte) 0xff});
    });

    assertProxyFailed(failure);
    assertThat(failure.permanent()).isTrue();
    assertThat(failure).hasMessageContaining("it wants another authentication");
  }

  @ParameterizedTest
  @CsvSource({"90, ''", "91, rejected", "92, identd", "93, identd"})
  void socks4Rejects(int code, String words) throws Exception {
    TransportException failure = failure("socks4a", peer -> {
      peer.read(9);
      peer.send(new byte[] {0, (byte) code, 0, 0, 0, 0, 0, 0});
      if (code == 90) {
        peer.send("no TLS");
      }
      peer.awaitEnd();
    });

    assertThat(failure.sent()).isEqualTo(Sent.NO);
    if (code == 90) {
      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure).hasMessageNotContaining("the proxy failed");
    } else {
      assertProxyFailed(failure);
      assertThat(failure).hasMessageContaining(words);
    }
  }

  @Tag("C10")
  @ParameterizedTest
  @CsvSource({"http", "https", "socks5", "socks4a"})
  void silenceEndsWithTheConnectTimeout(String scheme) throws Exception {
    long start = System.nanoTime();
    TransportException failure =
        failure(scheme, RawServer.Peer::awaitEnd, limits().connect(500));

    assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
    assertThat(failure.sent()).isEqualTo(Sent.NO);
    assertThat(failure)
        .hasMessageContaining("by proxy " + scheme + "://127.0.0.1:")
        .hasMessageContaining("connect timeout of 500 ms passed, waiting for the proxy");
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(490L, 25_000L);
  }

  @Tag("C10")
  @Test
  void anEndlessHeadEndsAtItsLimit() throws Exception {
    TransportException failure = failure("http", peer -> {
      peer.readHead();
      peer.send("HTTP/1.1 200 OK\r\n");
      while (true) {
        peer.send("X-Header: some text that is not short\r\n".repeat(100));
      }
    });

    assertProxyFailed(failure);
    assertThat(failure.permanent()).isTrue();
    assertThat(failure).hasMessageContaining("longer than 65536 bytes");
  }

  private TransportFixture trusting() {
    return mode.client(new Mode.Setup().tls(TlsPeer.CERTIFICATES.clientContext()));
  }
}
