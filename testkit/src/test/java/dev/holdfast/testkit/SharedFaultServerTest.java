/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FaultServerExtension.class)
class SharedFaultServerTest {

  private static final List<FaultServer> SERVERS = new ArrayList<>();

  @BeforeAll
  static void start(FaultServer server) {
    server.script(Step.always(Step.respond(200)));
    SERVERS.add(server);
  }

  @RepeatedTest(2)
  void allTestsGetTheServerThatBeforeAllAskedFor(FaultServer server) throws IOException {
    assertThat(server).isSameAs(SERVERS.get(0));
    assertThat(RawClient.get(server)).startsWith("HTTP/1.1 200");
  }

  @Nested
  class WithinTheClass {
    @Test
    void soDoNestedOnes(FaultServer server) throws IOException {
      assertThat(server).isSameAs(SERVERS.get(0));
      assertThat(RawClient.get(server)).startsWith("HTTP/1.1 200");
    }
  }
}
