/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionStepTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String PUT_100 = "PUT / HTTP/1.1\r\nContent-Length: 100\r\n\r\n";

  @Test
  void resetOnAcceptNeedsNoRequest() throws IOException {
    try (FaultServer server = FaultServer.start(Step.resetOnAccept());
        RawClient client = RawClient.connect(server)) {
      assertThat(client.readToEnd()).isEqualTo("<RST>");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void closeOnAcceptNeedsNoRequest() throws IOException {
    try (FaultServer server = FaultServer.start(Step.closeOnAccept());
        RawClient client = RawClient.connect(server)) {
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void stallOnAcceptReadsButSaysNothing() throws Exception {
    try (FaultServer server = FaultServer.start(Step.stallOnAccept())) {
      try (RawClient client = RawClient.connect(server)) {
        assertThat(client.send(RawClient.GET).readToSilence()).isEqualTo("<silence>");
      }

      server.awaitNoConnection(SOON);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aStepOnAcceptAlsoMeetsARequestOnAKeptConnection() throws IOException {
    try (FaultServer server =
            FaultServer.start(Step.respond(204).keepAlive(), Step.closeOnAccept());
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send(RawClient.GET).send(RawClient.GET).readToEnd())
          .isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    }
  }

  @Test
  void writesComeToAHaltWhenTheServerNeverReads() throws Exception {
    try (FaultServer server =
            FaultServer.builder().receiveBuffer(4096).start(Step.neverReadRequest());
        SocketChannel client =
            SocketChannel.open(new InetSocketAddress(Loopback.address(), server.port()))) {
      client.configureBlocking(false);
      ByteBuffer chunk = ByteBuffer.allocate(1 << 20);

      while (client.write(chunk.clear()) > 0) {
        // Writes until the buffers between the two are full.
      }

      try (Selector selector = Selector.open()) {
        client.register(selector, SelectionKey.OP_WRITE);
        assertThat(selector.select(50)).isZero();
      }
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aResetCanMeetTheClientInTheMiddleOfItsBody() throws Exception {
    try (FaultServer server = FaultServer.start(Step.rstDuringRequestBody(10));
        RawClient client = RawClient.connect(server)) {
      client.send(PUT_100);
      SeenRequest request = server.awaitRequests(1, SOON).get(0);

      assertThat(client.send("0123456789").readToEnd()).isEqualTo("<RST>");
      assertThat(request.complete()).isFalse();
    }
  }

  @Test
  void anEarly413LeavesTheClientTimeToSendOn() throws IOException {
    try (FaultServer server = FaultServer.start(Step.early413KeepReading());
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send(PUT_100).read(40)).startsWith("HTTP/1.1 413 Content Too Large\r\n");
      client.send("x".repeat(100)).endOutput();

      assertThat(client.readToEnd()).endsWith("\r\n\r\n");
    }
  }

  @Test
  void anEarly413CanBeFollowedByAReset() throws IOException {
    try (FaultServer server = FaultServer.start(Step.early413ThenReset());
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send(PUT_100).readToEnd())
          .startsWith("HTTP/1.1 413 Content Too Large\r\n")
          .endsWith("<RST>");
    }
  }

  @Test
  void aHalfClosedConnectionStillReads() throws IOException {
    try (FaultServer server =
            FaultServer.start(Step.raw(Action.halfClose(), Action.receive(3), Action.drain()));
        RawClient client = RawClient.connect(server)) {
      assertThat(client.send(RawClient.GET).readToEnd()).isEmpty();

      client.send("more");
    }
  }
}
