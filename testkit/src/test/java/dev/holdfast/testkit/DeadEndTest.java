/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class DeadEndTest {

  @Test
  void refusesConnections() {
    try (DeadEnd refusing = DeadEnd.refusing()) {
      assertThatThrownBy(() -> connect(refusing)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void swallowsConnectionsIntoABlackHole() {
    try (DeadEnd blackHole = DeadEnd.blackHole()) {
      assertThatThrownBy(() -> connect(blackHole)).isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> connect(blackHole)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static void connect(DeadEnd deadEnd) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Loopback.address(), deadEnd.port()), 100);
    }
  }

  @Test
  void hasAnAddress() {
    try (DeadEnd refusing = DeadEnd.refusing()) {
      assertThat(refusing.url("/x")).isEqualTo("http://127.0.0.1:" + refusing.port() + "/x");
      assertThat(refusing).hasToString("DeadEnd[127.0.0.1:" + refusing.port() + "]");
    }
  }
}
