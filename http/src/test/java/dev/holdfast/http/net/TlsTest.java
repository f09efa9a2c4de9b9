/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificate;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  static Stream<TestCertificate> unacceptable() {
    return Stream.of(
        CERTIFICATES.expired(),
        CERTIFICATES.notYetValid(),
        CERTIFICATES.wrongHost(),
        CERTIFICATES.selfSigned());
  }

  @ParameterizedTest
  @Tag("T01")
  @Tag("T02")
  @Tag("T03")
  @Tag("T04")
  @MethodSource("unacceptable")
  void refusesACertificateThatIs(TestCertificate certificate) throws Exception {
    try (RawServer server = serving(certificate, "TLSv1.3", OK, true);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @Tag("T05")
  void saysThatAPeerDoesNotSpeakTls() throws Exception {
    try (RawServer server = RawServer.start(peer -> peer.send("HTTP/1.1 400 Bad\r\n\r\n"));
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure)
          .hasMessageContaining("does not speak TLS")
          .hasMessageContaining("HTTP/1.1 400");
    }
  }

  @Test
  @Tag("T11")
  void refusesAProtocolThatIsTooOld() throws Exception {
    SSLContext context = CERTIFICATES.valid().serverContext();
    RawServer.Script script =
        peer -> peer.over(accept(peer, context, "TLSv1.1")).awaitEnd();
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  @Test
  @Tag("T11")
  void refusesAPeerWithNoCipherInCommon() throws Exception {
    SSLContext context = CERTIFICATES.valid().serverContext();
    RawServer.Script script = peer -> {
      SSLSocket tls = accept(peer, context, "TLSv1.2");
      // Needs an RSA key, which the certificate does not have.
      tls.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
      peer.over(tls).awaitEnd();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  @Test
  @Tag("T06")
  void endsAHandshakeThatDripsAtTheConnectTimeout() throws Exception {
    RawServer.Script script = peer -> {
      peer.read(50);
      peer.send(new byte[] {22, 3, 3, 1, 0});
      peer.drip("x", 20);
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure =
          client.failure(request("GET", url(server)), limits().connect(250).build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  @Test
  @Tag("T07")
  void aServersFlightThatIsCutMayBeTriedAgain() throws Exception {
    try (FaultServer server = FaultServer.start(Step.cutServerHello());
        TransportFixture client = trusting()) {
      TransportException failure = client.failure("https://127.0.0.1:" + server.port() + "/");

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.permanent()).isFalse();
      assertThat(failure.sent()).isEqualTo(Sent.NO);
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

  /** What people write to be rid of errors. */
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
  @Tag("T07")
  @ValueSource(booleans = {false, true})
  void aHandshakeThatIsCutMayBeTriedAgain(boolean reset) throws Exception {
    RawServer.Script script = peer -> {
      peer.read(50);
      if (reset) {
        peer.reset();
      }
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.permanent()).isFalse();
      assertThat(failure.sent()).isEqualTo(Sent.NO);
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
  @Tag("T31")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aPeerThatWantsACertificateIsNotAskedAgain(String protocol) throws Exception {
    RawServer.Script script = peer -> {
      SSLSocket tls = accept(peer, CERTIFICATES.valid().serverContext(), protocol);
      tls.setNeedClientAuth(true);
      peer.over(tls).readHead();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.permanent()).isTrue();
      // The server of JDK 25 says handshake_failure in TLS 1.2, as RFC 5246 section 7.4.6 allows.
      assertThat(failure.getMessage()).containsAnyOf("certificate", "handshake_failure");
    }
  }

  @Test
  @Tag("T31")
  void aRefusalAfterTheHandshakeIsHeardDuringAnUpload() throws Exception {
    RawServer.Script script = peer -> {
      SSLSocket tls = accept(peer, CERTIFICATES.valid().serverContext(), "TLSv1.3");
      tls.setNeedClientAuth(true);
      peer.over(tls).readHead();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting()) {
      TransportException failure = client.failure(
          request("PUT", url(server), SourceBody.mebibytes(30)), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.TLS_ERROR);
      assertThat(failure.permanent()).isTrue();
    }
  }

  @Test
  @Tag("T01")
  void saysWhyACertificateIsNotTrusted() throws Exception {
    try (RawServer server = serving(CERTIFICATES.selfSigned(), "TLSv1.3", OK, true);
        TransportFixture client = trusting()) {
      assertThat(client.failure(url(server)))
          .hasMessageContaining("unable to find valid certification path to requested target")
          .hasMessageNotContaining("Exception");
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

  /** Answers each request of a connection; without a goodbye it cuts the TCP connection then. */
  private static RawServer serving(
      TestCertificate certificate, String protocol, String response, boolean goodbye)
      throws Exception {
    SSLContext context = certificate.serverContext();
    return RawServer.start(peer -> {
      SSLSocket tls = accept(peer, context, protocol);
      RawServer.Peer inner = peer.over(tls);
      boolean untilClose = !response.contains("Content-Length");
      while (inner.readHead()) {
        inner.send(response);
        if (untilClose) {
          break;
        }
      }
      if (goodbye) {
        tls.close();
      }
    });
  }

  private static SSLSocket accept(RawServer.Peer peer, SSLContext context, String protocol)
      throws IOException {
    Socket raw = peer.socket();
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(raw, "client", raw.getPort(), true);
    tls.setUseClientMode(false);
    tls.setEnabledProtocols(new String[] {protocol});
    return tls;
  }

  private TransportFixture trusting() {
    return mode.client(new Mode.Setup().tls(CERTIFICATES.clientContext()));
  }

  private static String url(RawServer server) {
    return server.url("/").replace("http:", "https:");
  }
}
