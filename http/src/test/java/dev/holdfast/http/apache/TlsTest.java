/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import static dev.holdfast.http.apache.TransportFixture.limits;
import static dev.holdfast.http.apache.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Lane.class)
class TlsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\n\r\nall";

  @TempDir
  static Path directory;

  private static TlsIdentity identity;

  private final Lane lane;

  TlsTest(Lane lane) {
    this.lane = lane;
  }

  @BeforeAll
  static void makeCertificate() throws Exception {
    identity = TlsIdentity.create(directory, "ip:127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksTlsOverOneKeptConnection(String protocol) throws Exception {
    try (RawServer server = serving(identity, protocol, OK, true);
        TransportFixture client = trusting(identity)) {
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
      SSLSocket tls = accept(peer, identity.server(), "TLSv1.3");
      RawServer.Peer inner = peer.over(tls);
      inner.readHead();
      inner.read(3 << 20);
      inner.send(large);
      inner.awaitEnd();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting(identity)) {
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

  @Test
  @Tag("T04")
  void refusesACertificateThatNobodyTrusts() throws Exception {
    TlsIdentity other = TlsIdentity.create(directory, "ip:127.0.0.1", "-validity", "9");
    assertRefused(other, identity);
  }

  @Test
  @Tag("T03")
  void refusesACertificateOfAnotherHost() throws Exception {
    TlsIdentity elsewhere = TlsIdentity.create(directory, "dns:elsewhere.example");
    assertRefused(elsewhere, elsewhere);
  }

  @Test
  @Tag("T05")
  void saysThatAPeerDoesNotSpeakTls() throws Exception {
    try (RawServer server = RawServer.start(peer -> peer.send("HTTP/1.1 400 Bad\r\n\r\n"));
        TransportFixture client = trusting(identity)) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.category()).isEqualTo(Category.TLS_ERROR);
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
    SSLContext context = identity.server();
    RawServer.Script script =
        peer -> peer.over(accept(peer, context, "TLSv1.1")).awaitEnd();
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting(identity)) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.category()).isEqualTo(Category.TLS_ERROR);
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
        TransportFixture client = trusting(identity)) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.category()).isEqualTo(Category.TLS_ERROR);
      assertThat(failure.permanent()).isFalse();
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void acceptsABodyUntilTheCloseIfThePeerSaysGoodbye(String protocol) throws Exception {
    try (RawServer server = serving(identity, protocol, UNTIL_CLOSE, true);
        TransportFixture client = trusting(identity)) {
      assertThat(client.get(url(server))).isEqualTo("all");
    }
  }

  @ParameterizedTest
  @Tag("T08")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesABodyUntilTheCloseWithoutAGoodbye(String protocol) throws Exception {
    try (RawServer server = serving(identity, protocol, UNTIL_CLOSE, false);
        TransportFixture client = trusting(identity)) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.category()).isEqualTo(Category.CONNECTION_BROKEN_MID_BODY);
      assertThat(failure).hasMessageContaining("got 3 bytes");
    }
  }

  @Test
  void endsSilenceUnderTls() throws Exception {
    RawServer.Script script = peer -> {
      RawServer.Peer inner = peer.over(accept(peer, identity.server(), "TLSv1.3"));
      inner.readHead();
      inner.awaitEnd();
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting(identity)) {
      TransportException failure =
          client.failure(request("GET", url(server)), limits().read(150).build());

      assertThat(failure.category()).isEqualTo(Category.READ_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  @Tag("W02")
  void endsAWriteThatThePeerDoesNotTakeUnderTls() throws Exception {
    RawServer.Script script = peer -> {
      try (SSLSocket tls = accept(peer, identity.server(), "TLSv1.3")) {
        tls.startHandshake();
        new CountDownLatch(1).await();
      }
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting(identity)) {
      TransportException failure = client.failure(
          request(
              "PUT",
              url(server),
              TransportFixture.body(30 << 20, out -> out.write(new byte[30 << 20]))),
          limits().write(200).build());

      assertThat(failure.category()).isEqualTo(Category.WRITE_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
    }
  }

  @Test
  @Tag("W03")
  void returnsAnEarlyAnswerOfAPeerThatCloses() throws Exception {
    RawServer.Script script = peer -> {
      try (SSLSocket tls = accept(peer, identity.server(), "TLSv1.3")) {
        RawServer.Peer inner = peer.over(tls);
        inner.readHead();
        inner.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
      }
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = trusting(identity);
        TransportResponse response =
            client.send(request("PUT", url(server), large()), limits().build())) {
      assertThat(response.status()).isEqualTo(413);
      assertThat(TransportFixture.body(response)).isEqualTo("big");
    }
  }

  private static Body large() {
    return TransportFixture.body(30 << 20, out -> out.write(new byte[30 << 20]));
  }

  private void assertRefused(TlsIdentity shown, TlsIdentity trusted) throws Exception {
    try (RawServer server = serving(shown, "TLSv1.3", OK, true);
        TransportFixture client = trusting(trusted)) {
      TransportException failure = client.failure(url(server));

      assertThat(failure.category()).isEqualTo(Category.TLS_ERROR);
      assertThat(failure.permanent()).isTrue();
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(server.requests()).isEmpty();
    }
  }

  /** Answers each request of a connection; without a goodbye it cuts the TCP connection then. */
  private static RawServer serving(
      TlsIdentity identity, String protocol, String response, boolean goodbye) throws Exception {
    SSLContext context = identity.server();
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

  private TransportFixture trusting(TlsIdentity identity) throws Exception {
    return lane.client(new Lane.Setup().tls(identity.trusting()));
  }

  private static String url(RawServer server) {
    return server.url("/").replace("http:", "https:");
  }
}
