/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that lie on a connection before the request was sent are no answer to it. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("modes")
class UnaskedAnswerTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final boolean secure;
  private final TransportFixture client;
  private final CountDownLatch preparing = new CountDownLatch(1);
  private final CountDownLatch said = new CountDownLatch(1);

  UnaskedAnswerTest(Mode mode, boolean secure) {
    this.secure = secure;
    this.client = mode.client(new Mode.Setup().tls(TlsPeer.CERTIFICATES.clientContext()));
  }

  static Stream<Arguments> modes() {
    return Stream.of(Mode.values())
        .flatMap(mode -> Stream.of(arguments(mode, false), arguments(mode, true)));
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  @Tag("K31")
  void anAnswerOnAFreshConnectionIsNotTaken() throws Exception {
    try (RawServer server = TlsPeer.serve(secure, this::speakFirst)) {
      TransportException failure = catchThrowableOfType(
          TransportException.class,
          () -> client
              .transport()
              .send(
                  TransportFixture.request("GET", TlsPeer.url(server, secure)),
                  limits().build(),
                  new AttemptListener() {
                    @Override
                    public void begin(Phase phase) {}

                    @Override
                    public void connected(boolean reused, String remote) {
                      awaitUnasked();
                    }
                  }));

      assertUnasked(failure, server);
      assertThat(failure.staleConnection()).isFalse();
    }
  }

  @Test
  @Tag("K31")
  void anAnswerThatComesWhileTheBodyIsPreparedIsNotTaken() throws Exception {
    try (RawServer server = TlsPeer.serve(secure, this::speakFirst)) {
      TransportException failure = client.failure(
          TransportFixture.request("PUT", TlsPeer.url(server, secure), slowBody()),
          limits().build());

      assertUnasked(failure, server);
    }
  }

  @Test
  @Tag("K07")
  void anAnswerOnAKeptConnectionThatComesWhileTheBodyIsPreparedIsNotTaken() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(OK);
      preparing.await();
      peer.send(OK);
      said.countDown();
      peer.readHead();
    };
    try (RawServer server = TlsPeer.serve(secure, script)) {
      String url = TlsPeer.url(server, secure);
      assertThat(client.get(url)).isEqualTo("ok");

      TransportException failure = client.failure(
          TransportFixture.request("PUT", url, slowBody()), limits().build());

      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure.staleConnection()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  @Tag("K07")
  void anAnswerOnAnIdleConnectionIsNotTakenForTheNextOne() throws Exception {
    RawServer.Script script = peer -> {
      peer.readHead();
      peer.send(OK);
      preparing.await();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
      said.countDown();
      peer.readHead();
    };
    try (RawServer server = TlsPeer.serve(secure, script)) {
      String url = TlsPeer.url(server, secure);
      assertThat(client.get(url)).isEqualTo("ok");
      preparing.countDown();
      awaitUnasked();

      assertThat(client.get(url)).isEqualTo("ok");
    }
  }

  @Test
  @Tag("C05")
  void aPeerThatLeavesWhileTheBodyIsPreparedHasGotNothing() throws Exception {
    RawServer.Script script = peer -> {
      if (peer.socket() instanceof SSLSocket tls) {
        tls.startHandshake();
      }
      peer.socket().close();
      said.countDown();
    };
    try (RawServer server = TlsPeer.serve(secure, script)) {
      TransportException failure = client.failure(
          TransportFixture.request("PUT", TlsPeer.url(server, secure), slowBody()),
          limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
    }
  }

  private void speakFirst(RawServer.Peer peer) throws IOException {
    peer.send(OK);
    said.countDown();
    peer.readHead();
  }

  private void awaitUnasked() {
    try {
      said.await();
      // From the peer's socket to ours.
      TransportFixture.pause(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Has its first byte only when the peer has spoken. */
  private Body slowBody() {
    return TransportFixture.body(-1, out -> {
      preparing.countDown();
      awaitUnasked();
      out.write(new byte[100]);
    });
  }

  private static void assertUnasked(TransportException failure, RawServer server) {
    assertThat(failure.kind()).isEqualTo(FailureKind.BAD_RESPONSE);
    assertThat(failure.sent()).isEqualTo(Sent.NO);
    assertThat(failure)
        .hasMessageContaining("before the request was sent")
        .hasMessageContaining("HTTP/1.1 200 OK");
    assertThat(server.requests()).isEmpty();
  }
}
