/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.DeadEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Mode.class)
class ConnectTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Mode mode;

  ConnectTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("C01")
  void saysThatThePeerRefuses() {
    try (DeadEnd refusing = DeadEnd.refusing();
        TransportFixture client = mode.client()) {
      TransportException failure = client.failure(refusing.url("/"));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_REFUSED);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure.permanent()).isFalse();
      assertThat(failure).hasMessageContaining("127.0.0.1:" + refusing.port());
    }
  }

  /** No TCP connection goes to a group of hosts, so that the kernel refuses at once. */
  @Test
  @Tag("C03")
  void saysThatANetworkCannotBeReached() {
    try (TransportFixture client = mode.client()) {
      TransportException failure =
          client.failure(request("POST", "http://224.0.0.1/"), limits().build());

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_ERROR);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("224.0.0.1");
    }
  }

  /** Also on a machine without IPv6, where the first address fails in another way. */
  @Test
  @Tag("C09")
  void usesTheOtherFamilyWhenOneIsBroken() throws IOException {
    Dns both = host -> List.of(
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
        Loopback.address(1));
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(both)) {
      String url = "http://a.example:" + server.port() + "/";

      assertThat(client.text(request("GET", url), limits().build())).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("C05")
  void saysThatThePeerHungUpAtOnce(boolean reset) throws IOException {
    RawServer.Script script = peer -> {
      if (reset) {
        peer.reset();
      }
    };
    try (RawServer server = RawServer.start(script);
        TransportFixture client = mode.client()) {
      TransportException failure =
          client.failure(request("POST", server.url("/")), limits().build());

      // A reset may come even before the connection is looked at; then nothing was sent.
      FailureKind early = reset && failure.sent() == Sent.NO
          ? FailureKind.CONNECT_ERROR
          : FailureKind.CONNECTION_ABORTED;
      assertThat(failure.kind()).isIn(FailureKind.CONNECTION_ABORTED, early);
      assertThat(failure.permanent()).isFalse();
      assertThat(failure.staleConnection()).isFalse();
    }
  }
}
