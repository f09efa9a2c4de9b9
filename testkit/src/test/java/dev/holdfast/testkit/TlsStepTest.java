/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class TlsStepTest {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();

  private static FaultServer serving(Step... steps) {
    return FaultServer.builder().tls(CERTIFICATES.valid()).start(steps);
  }

  private static String get(String url) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) URI.create(url).toURL().openConnection();
    connection.setSSLSocketFactory(CERTIFICATES.clientContext().getSocketFactory());
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static SSLSocket secureSocket(FaultServer server) throws IOException {
    return (SSLSocket) CERTIFICATES
        .clientContext()
        .getSocketFactory()
        .createSocket(Loopback.address(), server.port());
  }

  @Test
  void answersOverTlsUnderBothNames() throws IOException {
    try (FaultServer server =
        serving(Step.respond(200).body("one"), Step.respond(200).body("two"))) {
      assertThat(get(server.url("/"))).isEqualTo("one");
      assertThat(get(server.otherOrigin() + "/")).isEqualTo("two");
      assertThat(server.origin()).startsWith("https://127.0.0.1:");
    }
  }

  @Test
  void anExpiredCertificateIsNotTrusted() {
    assertThatHandshakeWith(CERTIFICATES.expired())
        .hasRootCauseInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void aCertificateOfTheFutureIsNotTrusted() {
    assertThatHandshakeWith(CERTIFICATES.notYetValid())
        .hasRootCauseInstanceOf(CertificateNotYetValidException.class);
  }

  @Test
  void aCertificateForAnotherHostIsNotTrusted() {
    assertThatHandshakeWith(CERTIFICATES.wrongHost())
        .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1");
  }

  @Test
  void aSelfSignedCertificateIsNotTrusted() {
    assertThatHandshakeWith(CERTIFICATES.selfSigned())
        .hasStackTraceContaining("unable to find valid certification path");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable>
      assertThatHandshakeWith(TestCertificate certificate) {
    try (FaultServer server = FaultServer.builder().tls(certificate).start()) {
      return assertThatThrownBy(() -> get(server.url("/"))).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void oneConnectionCanPresentAnotherCertificate() throws IOException {
    try (FaultServer server =
        serving(Step.presenting(CERTIFICATES.expired()), Step.respond(200).body("ok"))) {
      assertThatThrownBy(() -> get(server.url("/"))).isInstanceOf(SSLException.class);

      assertThat(get(server.url("/"))).isEqualTo("ok");
    }
  }

  @Test
  void theHandshakeCanStall() throws IOException {
    try (FaultServer server = serving(Step.stallOnAccept());
        SSLSocket client = secureSocket(server)) {
      client.setSoTimeout(50);

      assertThatThrownBy(client::startHandshake).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void theHandshakeCanFailInManyWays() throws IOException {
    for (Step step : List.of(
        Step.plaintextToTls(),
        Step.garbageToTls(),
        Step.resetAfterClientHello(),
        Step.closeAfterClientHello(),
        Step.cutServerHello())) {
      try (FaultServer server = serving(step);
          SSLSocket client = secureSocket(server)) {
        assertThatThrownBy(client::startHandshake).as("%s", step).isInstanceOf(IOException.class);
        assertThat(server.requests()).isEmpty();
      }
    }
  }

  @Test
  void plaintextToTlsIsAnHttpAnswer() throws IOException {
    try (FaultServer server = serving(Step.plaintextToTls());
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send(RawClient.GET).readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void aBodyDelimitedByTheEndOfTheConnectionArrivesBeforeTheCut() throws IOException {
    try (FaultServer server = serving(Step.closeWithoutCloseNotify());
        RawClient client = RawClient.over(secureSocket(server))) {
      assertThat(client.send(RawClient.GET).readToEnd()).endsWith("\r\n\r\n0123456789");
    }
  }

  @Test
  void aPlainServerCanTurnToTls() throws IOException {
    try (FaultServer server =
            FaultServer.start(Step.presenting(CERTIFICATES.valid()), Step.respond(204));
        RawClient client = RawClient.over(secureSocket(server))) {
      assertThat(client.send(RawClient.GET).readToEnd()).startsWith("HTTP/1.1 204");
    }
  }
}
