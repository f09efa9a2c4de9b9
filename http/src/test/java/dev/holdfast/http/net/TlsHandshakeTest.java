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
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificate;
import dev.holdfast.testkit.TestCertificates;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that fail: what is final, what may be tried again, and what the message says. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class TlsHandshakeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  private final Mode mode;

  TlsHandshakeTest(Mode mode) {
    this.mode = mode;
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
    assertRefused(script);
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
    assertRefused(script);
  }

  private void assertRefused(RawServer.Script script) throws Exception {
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

  private TransportFixture trusting() {
    return mode.client(new Mode.Setup().tls(CERTIFICATES.clientContext()));
  }
}
