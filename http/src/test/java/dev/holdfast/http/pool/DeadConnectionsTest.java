/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.pool.AgingServer.Fate;
import dev.holdfast.safeguard.Safeguards;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Idle connections that died together: what one shows is applied to all. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class DeadConnectionsTest {

  private static final int DEAD = 10;

  private final Mode mode;

  DeadConnectionsTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"RESET", "SILENCE"})
  @Tag("K11")
  void afterTheFirstTheRetryGoesOutOnANewConnection(Fate fate) throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = session().build()) {
      warmUp(session, server, DEAD);
      server.forget(fate);
      int before = server.connections();

      Response response = mode.get(session, server.url());

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.attempts()).hasSize(2);
      assertThat(response.attempts().get(1).phases().reusedConnection()).isFalse();
      assertThat(server.connections()).isEqualTo(before + 1);
      assertThat(session.origin(server.url()).breaker().orElseThrow().snapshot().failed())
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  @Tag("K11")
  void theOthersAreClosedWithoutBeingTried() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = session().build()) {
      warmUp(session, server, DEAD);
      server.forget(Fate.RESET);
      int before = server.requests();

      mode.get(session, server.url());

      assertThat(server.requests()).isEqualTo(before + 2);
      assertThat(server.awaitOpen(1, 30_000)).isTrue();
    }
  }

  @Test
  @Tag("K11")
  void theOnesOfOtherOriginsAreKept() throws Exception {
    try (AgingServer server = AgingServer.start();
        AgingServer other = AgingServer.start();
        Session session = session().build()) {
      mode.get(session, other.url());
      warmUp(session, server, 2);
      server.forget(Fate.RESET);

      mode.get(session, server.url());
      mode.get(session, other.url());

      assertThat(other.connections()).isEqualTo(1);
    }
  }

  @Test
  @Tag("K12")
  void idleConnectionsThatThePeerClosedAreClosedWithoutAnotherCall() throws Exception {
    try (AgingServer server = AgingServer.start();
        Session session = session().build()) {
      warmUp(session, server, DEAD);

      server.forget(Fate.CLOSE);

      assertThat(server.awaitOpen(0, 30_000)).isTrue();
    }
  }

  private SessionBuilder session() {
    return Session.builder()
        .timeouts(Timeouts.defaults().read(Duration.ofSeconds(2)))
        .safeguards(
            Safeguards.defaults().toBuilder().breaker(BreakerPolicy.defaults()).build());
  }

  /** As many calls at once, each on a connection of its own. */
  private void warmUp(Session session, AgingServer server, int connections)
      throws InterruptedException, IOException {
    server.answerTogether(connections);
    ExecutorService callers = Executors.newFixedThreadPool(connections);
    try {
      List<CompletableFuture<Response>> calls = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        calls.add(CompletableFuture.supplyAsync(
            () -> mode.request(session, Request.get(server.url()).timeouts(Timeouts.defaults())),
            callers));
      }
      calls.forEach(call -> assertThat(Mode.await(call).status()).isEqualTo(200));
    } finally {
      callers.shutdownNow();
    }
    assertThat(server.connections()).isEqualTo(connections);
  }
}
