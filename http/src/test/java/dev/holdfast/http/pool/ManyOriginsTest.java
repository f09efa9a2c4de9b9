/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A full pool and calls to more origins than it has connections. */
class ManyOriginsTest {

  @Test
  @Tag("K15")
  void allOfTwoThousandOriginsAreServedThroughTheDefaultPool() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = Session.builder()
            .dns(host -> List.of(InetAddress.getLoopbackAddress()))
            .timeouts(Timeouts.defaults().pool(Duration.ofSeconds(100)))
            .build()) {
      List<CompletableFuture<Response>> calls = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        calls.add(
            session.sendAsync(Request.get("http://h" + i + ".example:" + server.port() + "/")));
      }

      assertThat(calls).allSatisfy(call -> assertThat(Mode.await(call).status()).isEqualTo(200));
    }
  }

  @Test
  @Tag("K15")
  void anOriginWithOneCallIsNotStarvedByOneWithMany() throws Exception {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).keepAlive()));
        Session session = Session.builder()
            .maxConnections(1)
            .dns(host -> List.of(InetAddress.getLoopbackAddress()))
            .build()) {
      List<CompletableFuture<Response>> many = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        many.add(session.sendAsync(Request.get("http://busy.example:" + server.port() + "/")));
      }

      Response one =
          Mode.await(session.sendAsync(Request.get("http://quiet.example:" + server.port() + "/")));

      assertThat(one.status()).isEqualTo(200);
      assertThat(many).allSatisfy(call -> assertThat(Mode.await(call).status()).isEqualTo(200));
      // Not after all that had come before.
      assertThat(server.requests())
          .extracting(seen -> seen.header("Host").orElseThrow())
          .last()
          .isEqualTo("busy.example:" + server.port());
    }
  }
}
