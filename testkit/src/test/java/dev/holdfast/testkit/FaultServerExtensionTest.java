/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultServerExtensionTest {

  private static final List<FaultServer> SERVERS = new ArrayList<>();

  @RegisterExtension
  static final FaultServerExtension EXTENSION = new FaultServerExtension();

  @BeforeEach
  void script(FaultServer server) {
    server.enqueue(Step.respond(200));
    SERVERS.add(server);
  }

  @RepeatedTest(2)
  void eachTestHasAServerOfItsOwnThatItSharesWithBeforeEach(FaultServer server) throws IOException {
    assertThat(server.stepsLeft()).isEqualTo(1);
    assertThat(RawClient.get(server)).startsWith("HTTP/1.1 200");
  }

  @Test
  void theServersClockIsTheTestsTime(FaultServer server, VirtualTime time) throws IOException {
    time.advance(Duration.ofMinutes(1));

    RawClient.get(server);

    assertThat(server.requests().get(0).time())
        .isEqualTo(VirtualTime.EPOCH.plus(Duration.ofMinutes(1)));
  }

  @AfterAll
  static void serversAreClosedAfterTheirTests() {
    assertThat(SERVERS)
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allSatisfy(server ->
            assertThatThrownBy(() -> RawClient.get(server)).isInstanceOf(IOException.class));
  }
}
