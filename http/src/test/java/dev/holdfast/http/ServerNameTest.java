/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.testkit.TestCertificate;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name that the name system can have is asked for in TLS, and compared. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
@Tag("T15")
class ServerNameTest {

  private static final TestCertificates CERTIFICATES = TestCertificates.create();
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
          .getBytes(StandardCharsets.US_ASCII);

  private final Mode mode;
  private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

  ServerNameTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.example.test", "single", "a-b", "xn--bcher-kva.example"})
  void aNameIsAskedFor(String host) throws Exception {
    try (SSLServerSocket server = serve(CERTIFICATES.validFor(host))) {
      assertThat(call(server, host).text()).isEqualTo("ok");
      assertThat(call(server, host + ".").text()).isEqualTo("ok");
    }

    assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(host);
    assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a_b.example.test",
        "_x.example.test",
        "-lead.example.test",
        "trail-.example.test",
        "x.a_b.example.test",
        "with_line"
      })
  void aNameThatJsseRefusesIsAccepted(String host) throws Exception {
    try (SSLServerSocket server = serve(CERTIFICATES.validFor(host))) {
      assertThat(call(server, host).text()).isEqualTo("ok");
      assertThat(call(server, host + ".").text()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.test, a_b.example.test",
    "*.example.test, -lead.example.test",
    "*.a_b.example.test, x.a_b.example.test",
    "A_B.Example.Test, a_b.example.test"
  })
  void aWildcardStandsForOneLabel(String certified, String host) throws Exception {
    try (SSLServerSocket server = serve(CERTIFICATES.validFor(certified))) {
      assertThat(call(server, host).text()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a-b.example.test, a_b.example.test",
    "a_b.example.test, x.a_b.example.test",
    "*.example.test, x.a_b.example.test",
    "*.example.test, example_.test",
    "*.test, a_b.test",
    "*, a_b",
    "other_.example.test, plain.example.test",
    "elsewhere, single"
  })
  void aCertificateForAnotherNameIsRefusedOnce(String certified, String host) throws Exception {
    try (SSLServerSocket server = serve(CERTIFICATES.validFor(certified))) {
      TlsException e = catchThrowableOfType(TlsException.class, () -> call(server, host));

      assertThat(e.certificate()).isTrue();
      assertThat(e.attempts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "127.0.0.1")
  void anAddressIsNoName(String address) throws Exception {
    try (SSLServerSocket server = serve(CERTIFICATES.valid())) {
      assertThat(call(server, address).text()).isEqualTo("ok");
    }

    assertThat(seen.poll(30, TimeUnit.SECONDS)).isEmpty();
  }

  private Response call(SSLServerSocket server, String host) {
    try (Session session = Session.builder()
        .sslContext(CERTIFICATES.clientContext())
        .dns(name -> List.of(InetAddress.getLoopbackAddress()))
        .build()) {
      String url = "https://" + host + ":" + server.getLocalPort() + "/";
      return mode.request(session, Request.get(url));
    }
  }

  private SSLServerSocket serve(TestCertificate certificate) throws IOException {
    SSLServerSocket listener = (SSLServerSocket) certificate
        .serverContext()
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> {
      while (!listener.isClosed()) {
        answer(listener);
      }
    });
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  private void answer(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.startHandshake();
      socket.getInputStream().read(new byte[8_192]);
      seen.add(names(socket));
      socket.getOutputStream().write(OK);
    } catch (IOException e) {
      // A client that refuses the certificate ends the connection; so does closing.
    }
  }

  private static String names(SSLSocket socket) {
    StringBuilder names = new StringBuilder();
    for (SNIServerName name :
        ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames()) {
      names.append(new String(name.getEncoded(), StandardCharsets.US_ASCII));
    }
    return names.toString();
  }
}
