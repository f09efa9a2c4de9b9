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
import dev.holdfast.http.transport.ConnectionChoice;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.SocketOptions;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are made otherwise than by TCP from any address. */
@ParameterizedClass
@EnumSource(Mode.class)
class SocketsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir
  Path directory;

  private final Mode mode;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  SocketsTest(Mode mode) {
    this.mode = mode;
  }

  private static TransportRequest request(String url, Route route) {
    return new TransportRequest(
        "GET",
        Url.parse(url),
        Headers.empty(),
        Body.none(),
        HttpVersion.HTTP_1_1,
        ConnectionChoice.any().by(route));
  }

  /** Answers on one connection until it ends. */
  private void serve(ServerSocketChannel listener) {
    Thread server = new Thread(
        () -> {
          try (SocketChannel peer = listener.accept()) {
            ByteBuffer head = ByteBuffer.allocate(4_096);
            while (peer.read(head) > 0) {
              heads.add(new String(head.array(), 0, head.position(), US_ASCII));
              head.clear();
              peer.write(ByteBuffer.wrap(OK.getBytes(US_ASCII)));
            }
          } catch (IOException over) {
            // The test is over.
          }
        },
        "unix-server");
    server.setDaemon(true);
    server.start();
  }

  @Test
  void aUnixDomainSocketTakesThePlaceOfTheHost() throws Exception {
    Path file = directory.resolve("s");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        TransportFixture client = mode.client()) {
      listener.bind(UnixDomainSocketAddress.of(file));
      serve(listener);
      TransportRequest request = request("http://docker/info?a", Route.overUnixSocket(file));

      assertThat(client.text(request, limits().build())).isEqualTo("ok");
      assertThat(client.text(request, limits().build())).isEqualTo("ok");
      assertThat(heads)
          .hasSize(2)
          .allSatisfy(
              head -> assertThat(head).startsWith("GET /info?a HTTP/1.1\r\nHost: docker\r\n"));
    }
  }

  @Tag("C14")
  @Test
  void aSocketFileThatIsNoneFailsByItsName() {
    Path file = directory.resolve("none");
    try (TransportFixture client = mode.client()) {
      TransportException failure = client.failure(
          request("http://docker/", Route.overUnixSocket(file)), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_ERROR);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("docker:80 by socket " + file);
    }
  }

  @Test
  void connectsFromThatAddress() throws Exception {
    InetAddress local = Loopback.address(7);
    RawServer.Script script = peer -> {
      peer.readHead();
      String from = ((InetSocketAddress) peer.socket().getRemoteSocketAddress())
          .getAddress()
          .getHostAddress();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + from.length() + "\r\n\r\n" + from);
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = mode.client()) {
      TransportRequest request = request(server.url("/"), Route.from(local));

      assertThat(client.text(request, limits().build())).isEqualTo(local.getHostAddress());
    }
  }

  @Tag("C14")
  @Test
  void anAddressOfAnotherHostIsNoneToConnectFrom() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client()) {
      Route route = Route.from(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
      TransportException failure =
          client.failure(request(server.url("/"), route), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_ERROR);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void otherOptionsHaveConnectionsOfTheirOwn() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client()) {
      Route alive = Route.direct().withOptions(SocketOptions.defaults().withKeepAlive(true));
      for (Route route : List.of(Route.direct(), alive, Route.direct(), alive)) {
        assertThat(client.text(request(server.url("/"), route), limits().build()))
            .isEqualTo("ok");
      }

      assertThat(server.connections()).isEqualTo(2);
    }
  }
}
