/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.pool.AgingServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that were dropped without being closed. */
@Isolated
@ParameterizedClass
@EnumSource(Mode.class)
@Tag("E11")
class ForgottenSessionTest {

  private final Mode mode;

  ForgottenSessionTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  void areClosedAndReportedOnce() throws Exception {
    try (AgingServer server = AgingServer.start();
        LogRecords log = LogRecords.of("dev.holdfast.http")) {
      callAndForget(server);
      collectUntil(() -> server.awaitOpen(0, 20) && !reports(log).isEmpty());

      assertThat(server.awaitOpen(0, 0)).isTrue();
      assertThat(reports(log)).singleElement().asString().contains("dropped without being closed");
    }
  }

  @Test
  void areNotClosedWhileACallRuns() throws Exception {
    try (AgingServer server = AgingServer.start()) {
      server.answerTogether(2);
      CompletableFuture<Response> call = callAndForgetWhileItRuns(server);
      for (int i = 0; i < 3; i++) {
        System.gc();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(call).isNotDone();
      try (Session other = Session.create()) {
        mode.get(other, server.url());
      }

      assertThat(Mode.await(call).status()).isEqualTo(200);
    }
  }

  /** Sessions of other tests may be found at the same time. */
  private static List<String> reports(LogRecords log) {
    return log.messages().stream()
        .filter(message -> message.contains("ForgottenSessionTest.callAndForget("))
        .toList();
  }

  private void callAndForget(AgingServer server) {
    Session session = Session.create();
    assertThat(mode.get(session, server.url()).status()).isEqualTo(200);
  }

  private CompletableFuture<Response> callAndForgetWhileItRuns(AgingServer server)
      throws IOException {
    Session session = Session.create();
    Request request = Request.get(server.url());
    return mode == Mode.ASYNC
        ? session.sendAsync(request)
        : CompletableFuture.supplyAsync(
            () -> mode.request(session, request), work -> new Thread(work).start());
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** A full collection finds it; the cleaner hears of it some time after that. */
  private static void collectUntil(Condition condition) throws InterruptedException {
    for (int i = 0; i < 500 && !condition.holds(); i++) {
      System.gc();
    }
  }
}
