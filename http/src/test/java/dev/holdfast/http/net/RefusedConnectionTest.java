/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.net.connect.AddressMemory;
import dev.holdfast.http.net.connect.AddressRace;
import dev.holdfast.http.transport.FailureKind;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the C library says, it says in the language of the machine. */
class RefusedConnectionTest {

  private final InetSocketAddress only =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
  private final AddressRace race =
      new AddressRace("a.example", List.<SocketAddress>of(only), new AddressMemory(() -> 0));
  private final SocketAddress address = Objects.requireNonNull(race.next(0));

  @Test
  @Tag("C01")
  void isToldByItsKindInEveryLanguage() {
    race.failed(address, new ConnectException("Verbindungsaufbau abgelehnt"));

    assertThat(race.failure().kind()).isEqualTo(FailureKind.CONNECT_REFUSED);
  }

  @Test
  @Tag("C03")
  void isNotAMissingRoute() {
    race.failed(address, new NoRouteToHostException("Keine Route zum Zielrechner"));

    assertThat(race.failure().kind()).isEqualTo(FailureKind.CONNECT_ERROR);
  }
}
