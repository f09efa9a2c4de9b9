/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TlsPeer.accept;
import static dev.holdfast.http.net.TlsPeer.serving;
import static dev.holdfast.http.net.TlsPeer.url;
import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections over TLS: bodies, their end, and which calls may share a connection. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class TlsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\n\r\nall";

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  private final Mode mode;

  TlsTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksTlsOverOneKeptConnection(String protocol) throws Exception {
    try (RawServer server = serving(CERTIFICATES.valid(), protocol, OK, true);
        TransportFixture client = trusting()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get(url(server))).isEqualTo("ok");
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void carriesLargeBodiesBothWays() throws Exception {
    byte[] block = new byte[1 << 20];
    String large =
        "HTTP/1.1 200 OK\r\nContent-Length: " + (3 << 20) + "\r\n\r\n" + "x".repeat(3 << 20);
    RawServer.Script script = peer -> {
      SSLSocket tls = accept(peer, CERTIFICATES.valid().serverContext(), "TLSv1.3");
      RawServer.Peer inner = peer.over(tls);
      inner.readHead();
      inner.read(3 << 20);
      inner.send(large);
      inner.awaitEnd();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      String body = client.text(
          request("PUT", url(server), TransportFixture.body(3 << 20, out -> {
            for (int i = 0; i < 3; i++) {
              out.write(block);
            }
          })),
          limits().build());

      assertThat(body).hasSize(3 << 20);
    }
  }

  /** The bytes that were not asked for are in the same TLS record as the answer. */
  @Test
  @Tag("K06")
  void neverTakesBytesLeftInsideTlsForTheNextAnswer() throws Exception {
    String body = "x".repeat(10_000);
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + body + "poison";
    try (RawServer server = serving(CERTIFICATES.valid(), "TLSv1.3", answer, true);
        TransportFixture client = trusting()) {
      for (int i = 0; i < 2; i++) {
        assertThat(client.get(url(server))).isEqualTo(body);
      }

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  @Tag("T09")
  @Tag("T10")
  void aConnectionThatOneTransportTrustsServesNoOther() throws Exception {
    try (RawServer server = serving(CERTIFICATES.selfSigned(), "TLSv1.3", OK, true);
        TransportFixture careless = mode.client(new Mode.Setup().tls(trustingAll()));
        TransportFixture careful = trusting()) {
      assertThat(careless.get(url(server))).isEqualTo("ok");

      assertThat(careful.failure(url(server)).kind()).isEqualTo(FailureKind.TLS_ERROR);
    }
  }

  @Test
  @Tag("T10")
  void namesOfOneAddressShareNoConnection() throws Exception {
    Mode.Setup setup = new Mode.Setup()
        .tls(CERTIFICATES.clientContext())
        .dns(host -> List.of(Loopback.address(1)));
    try (RawServer server = serving(CERTIFICATES.valid(), "TLSv1.3", OK, true);
        TransportFixture client = mode.client(setup)) {
      assertThat(client.get(url(server).replace("127.0.0.1", "localhost"))).isEqualTo("ok");

      String other = url(server).replace("127.0.0.1", "elsewhere.example");
      assertThat(client.failure(other).kind()).isEqualTo(FailureKind.TLS_ERROR);
    }
  }

  private static SSLContext trustingAll() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, null);
    return context;
  }

  /** Accepts every certificate. */
  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void acceptsABodyUntilTheCloseIfThePeerSaysGoodbye(String protocol) throws Exception {
    try (RawServer server = serving(CERTIFICATES.valid(), protocol, UNTIL_CLOSE, true);
        TransportFixture client = trusting()) {
      assertThat(client.get(url(server))).isEqualTo("all");
    }
  }

  @ParameterizedTest
  @Tag("T08")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesABodyUntilTheCloseWithoutAGoodbye(String protocol) throws Exception {
    try (RawServer server = serving(CERTIFICATES.valid(), protocol, UNTIL_CLOSE, false);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_BROKEN_MID_BODY);
      assertThat(failure).hasMessageContaining("got 3 bytes");
    }
  }

  @ParameterizedTest
  @Tag("T32")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysGoodbye(String protocol) throws Exception {
    CompletableFuture<String> rest = new CompletableFuture<>();
    RawServer.Script script = peer -> {
      RawServer.Peer inner =
          peer.over(accept(peer, CERTIFICATES.valid().serverContext(), protocol));
      inner.readHead();
      inner.send(OK);
      try {
        // JSSE throws if the connection ends without a close_notify.
        rest.complete(inner.readAll());
      } catch (IOException cut) {
        rest.completeExceptionally(cut);
      }
    };
    try (RawServer server = RawServer.start(script)) {
      try (TransportFixture client = trusting()) {
        assertThat(client.get(url(server))).isEqualTo("ok");
      }
      assertThat(rest.get(30, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void endsSilenceUnderTls() throws Exception {
    RawServer.Script script = peer -> {
      RawServer.Peer inner =
          peer.over(accept(peer, CERTIFICATES.valid().serverContext(), "TLSv1.3"));
      inner.readHead();
      inner.awaitEnd();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure =
          client.failure(request("GET", url(server)), limits().read(150).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.READ_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  @Tag("W02")
  void endsAWriteThatThePeerDoesNotTakeUnderTls() throws Exception {
    RawServer.Script script = peer -> {
      try (SSLSocket tls = accept(peer, CERTIFICATES.valid().serverContext(), "TLSv1.3")) {
        tls.startHandshake();
        Never.await();
      }
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(
          request("PUT", url(server), SourceBody.mebibytes(30)),
          limits().write(200).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.WRITE_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  @Tag("W03")
  void returnsAnEarlyAnswerOfAPeerThatCloses() throws Exception {
    RawServer.Script script = peer -> {
      try (SSLSocket tls = accept(peer, CERTIFICATES.valid().serverContext(), "TLSv1.3")) {
        RawServer.Peer inner = peer.over(tls);
        inner.readHead();
        inner.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
      }
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting();
        TransportResponse response = client.send(
            request("PUT", url(server), SourceBody.mebibytes(30)), limits().build())) {
      assertThat(response.status()).isEqualTo(413);
      assertThat(TransportFixture.body(response)).isEqualTo("big");
    }
  }

  private TransportFixture trusting() {
    return mode.client(new Mode.Setup().tls(CERTIFICATES.clientContext()));
  }
}
