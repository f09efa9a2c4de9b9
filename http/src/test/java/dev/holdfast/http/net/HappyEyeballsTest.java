/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static dev.holdfast.http.net.TransportFixture.limits;
import static dev.holdfast.http.net.TransportFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.net.connect.AddressOrder;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class HappyEyeballsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Mode mode;

  HappyEyeballsTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("D06")
  void goesOnToTheNextAddressAfterARefusal() throws IOException {
    Dns dns = host -> addresses("127.0.0.2", "127.0.0.3", "127.0.0.1");
    try (RawServer server = RawServer.answering(OK);
        TransportFixture client = mode.client(dns)) {
      assertThat(client.get("http://a.example:" + server.port() + "/")).isEqualTo("ok");
    }
  }

  @Test
  @Tag("D06")
  void overtakesADeafAddressAfterAQuarterOfASecond() throws IOException {
    Dns dns = host -> addresses("127.0.0.2", "127.0.0.1");
    try (RawServer server = RawServer.answering(OK);
        ServerSocket deaf = new ServerSocket(server.port(), 1, Loopback.address(2));
        TransportFixture client = mode.client(dns)) {
      Backlog.fill(deaf);
      long started = System.nanoTime();

      assertThat(client.get("http://a.example:" + server.port() + "/")).isEqualTo("ok");

      assertThat(System.nanoTime() - started).isBetween(240_000_000L, 9_000_000_000L);
    }
  }

  @Test
  @Tag("C01")
  void saysRefusedIfEveryAddressRefuses() throws IOException {
    int port = freePort();
    Dns dns = host -> addresses("127.0.0.2", "127.0.0.3");
    try (TransportFixture client = mode.client(dns)) {
      TransportException failure = client.failure("http://a.example:" + port + "/");

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_REFUSED);
      assertThat(failure.sent()).isEqualTo(Sent.NO);
      assertThat(failure).hasMessageContaining("127.0.0.2").hasMessageContaining("127.0.0.3");
    }
  }

  @Test
  @Tag("D07")
  void spendsOneConnectBudgetOnAllAddresses() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, Loopback.address(1))) {
      Backlog.fill(deaf);
      List<InetAddress> many = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        many.add(Loopback.address(1));
      }
      try (TransportFixture client = mode.client(host -> many)) {
        long started = System.nanoTime();

        TransportException failure = client.failure(
            request("GET", "http://a.example:" + deaf.getLocalPort() + "/"),
            limits().connect(600).build());

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
        // Forty addresses one after the other would take ten seconds.
        assertThat(System.nanoTime() - started).isBetween(600_000_000L, 9_000_000_000L);
      }
    }
  }

  @Test
  void letsAddressFamiliesTakeTurns() throws IOException {
    List<InetAddress> mixed =
        AddressOrder.interleaved(addresses("::1", "::2", "::3", "127.0.0.1", "127.0.0.2"));

    assertThat(mixed).isEqualTo(addresses("::1", "127.0.0.1", "::2", "127.0.0.2", "::3"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, Loopback.address(9))) {
      return socket.getLocalPort();
    }
  }

  private static List<InetAddress> addresses(String... texts) throws java.net.UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.add(InetAddress.getByName(text));
    }
    return addresses;
  }
}
