/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LossyProxyTest {

  @Test
  void passesEverythingOn() throws IOException {
    try (FaultServer server = FaultServer.start(Step.respond(200).body("x".repeat(100_000)));
        LossyProxy network = LossyProxy.to(server.port()).start()) {
      assertThat(get(network)).endsWith("x".repeat(100_000));
      assertThat(network.connections()).isEqualTo(1);
    }
  }

  @Test
  void takesItsTime() throws IOException {
    try (FaultServer server = FaultServer.start(Step.respond(200));
        LossyProxy network =
            LossyProxy.to(server.port()).delay(Duration.ofMillis(50)).start()) {
      long start = System.nanoTime();

      assertThat(get(network)).endsWith("status=200");

      assertThat(System.nanoTime() - start).isGreaterThan(75_000_000);
    }
  }

  @Test
  void cutsConnections() throws IOException {
    try (FaultServer server = FaultServer.start(Step.respond(200));
        LossyProxy network = LossyProxy.to(server.port()).resets(0.999).start()) {
      assertThat(end(network)).isEqualTo("<RST>");
    }
  }

  @Test
  void aServerThatIsAwayCostsOneConnectionOnly() throws IOException {
    try (DeadEnd away = DeadEnd.refusing();
        LossyProxy network = LossyProxy.to(away.port()).start()) {
      assertThat(end(network)).isEqualTo("<RST>");
      assertThat(end(network)).isEqualTo("<RST>");
      assertThat(network.connections()).isEqualTo(2);
    }
  }

  /** The end of the connection. The RST may also come before the request is written. */
  private static String end(LossyProxy network) throws IOException {
    try {
      return get(network);
    } catch (SocketException reset) {
      return "<RST>";
    }
  }

  @Test
  void refusesPortsAndDelaysThatCannotBe() {
    assertThatThrownBy(() -> LossyProxy.to(0)).hasMessage("port: 0 (expected: 1 to 65535)");
    assertThatThrownBy(() -> LossyProxy.to(65_536)).hasMessageStartingWith("port: 65536");
    assertThatThrownBy(() -> LossyProxy.to(1).delay(Duration.ofNanos(-1)))
        .hasMessage("delay: PT-0.000000001S (expected: >= 0)");
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> LossyProxy.to(1).loss(1))
        .hasMessage("loss: 1.0 (expected: 0 to below 1)");
    assertThatThrownBy(() -> LossyProxy.to(1).resets(Double.NaN))
        .hasMessage("resets: NaN (expected: 0 to below 1)");
  }

  private static String get(LossyProxy network) throws IOException {
    int port = URI.create(network.url("/")).getPort();
    try (RawClient client = RawClient.over(new Socket(Loopback.address(), port))) {
      return client.send(RawClient.GET).readToEnd();
    }
  }
}
