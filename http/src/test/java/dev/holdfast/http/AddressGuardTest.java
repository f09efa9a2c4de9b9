/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X07")
class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "fd00:ec2::254",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "64:ff9b::a00:1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:c0a8:101::1"
      })
  void refusesWhatIsNotPublic(String address) throws Exception {
    assertThat(AddressGuard.publicOnly().allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.128.0.1",
        "169.253.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.169.0.1",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void allowsWhatIsPublic(String address) throws Exception {
    assertThat(AddressGuard.publicOnly().allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "127.1",
        "127.0.0.1.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "localhost",
        "LOCALHOST."
      })
  void connectsNowhereHoweverTheAddressIsSpelled(String host) {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200)));
        Session session = guarded(Dns.system())) {
      String url = "http://" + host + ":" + server.port() + "/";

      ConnectException e = catchThrowableOfType(ConnectException.class, () -> session.get(url));

      assertThat(e.category()).isIn(Category.CONNECT_ERROR, Category.DNS_FAILURE);
      assertThat(e.sent()).isEqualTo(Sent.NO);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void isAskedAboutEachHop() {
    try (FaultServer server =
            FaultServer.start(Step.respond(302).header("Location", "{other_origin}/"));
        Session session = Session.builder()
            .dns(host -> List.of(InetAddress.getByName("127.0.0.2")))
            .addressGuard(address -> address.getHostAddress().equals("127.0.0.1"))
            .build()) {

      ConnectException e =
          catchThrowableOfType(ConnectException.class, () -> session.get(server.url("/")));

      assertThat(e.category()).isEqualTo(Category.CONNECT_ERROR);
      assertThat(e).hasMessageContaining("localhost at 127.0.0.2");
      assertThat(e.attempts()).hasSize(2);
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  @Tag("D09")
  void connectsToTheAddressThatWasChecked() {
    AtomicInteger lookUps = new AtomicInteger();
    Dns rebinding = host -> {
      // Harmless when asked first, the neighbour from then on.
      return List.of(address(lookUps.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"));
    };
    try (FaultServer server = FaultServer.start(Step.respond(200));
        Session session = Session.builder()
            .dns(rebinding)
            .addressGuard(address -> address.getHostAddress().equals("127.0.0.1"))
            .build()) {

      Response response = session.get("http://rebind.example:" + server.port() + "/");

      assertThat(response.attempts().get(0).phases().remote())
          .contains("127.0.0.1:" + server.port());
      assertThat(lookUps).hasValue(1);
    }
  }

  @Test
  void goesToAnAllowedAddressIfOthersAreNot() {
    Dns mixed = host -> List.of(address("169.254.169.254"), address("127.0.0.1"));
    try (FaultServer server = FaultServer.start(Step.respond(200));
        Session session = Session.builder()
            .dns(mixed)
            .addressGuard(InetAddress::isLoopbackAddress)
            .build()) {

      assertThat(session.get("http://mixed.example:" + server.port() + "/").ok())
          .isTrue();
    }
  }

  private static Session guarded(Dns dns) {
    return Session.builder().dns(dns).addressGuard(AddressGuard.publicOnly()).build();
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
