/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.testkit.Step.respond;
import static dev.holdfast.testkit.Step.stall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.download.Download;
import dev.holdfast.latency.Hedge;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class HedgeOverSocketsTest {

  private static final Safeguards HEDGING =
      Safeguards.builder().hedge(Hedge.after(Duration.ofMillis(300))).build();

  @ParameterizedTest
  @EnumSource(Mode.class)
  @Tag("I10")
  void theLosersConnectionIsFreedWhileTheSessionGoesOn(Mode mode) throws Exception {
    try (FaultServer server =
            FaultServer.start(stall(), respond(200).header("Connection", "close"));
        Session session = Session.builder().safeguards(HEDGING).build()) {
      Response response = mode.get(session, server.url("/slow"));

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.explain()).contains("hedge of attempt 1 after 300 ms: ");
      server.awaitNoConnection(Duration.ofSeconds(30));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  @Tag("I10")
  void aStreamIsHedgedUntilItsHeadAndFreesBothConnections() throws Exception {
    byte[] large = new byte[1_000_000];
    Arrays.fill(large, (byte) 'x');
    try (FaultServer server =
            FaultServer.start(stall(), respond(200).body(large).header("Connection", "close"));
        Session session = Session.builder().safeguards(HEDGING).build()) {
      try (StreamedResponse response = session.stream(Request.get(server.url("/slow")))) {
        assertThat(response.body()).hasBinaryContent(large);
      }

      server.awaitNoConnection(Duration.ofSeconds(30));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @Tag("I10")
  void aDownloadIsHedgedUntilItsHeadAndThenContinuedIfItBreaksOff(
      Mode mode, @TempDir Path directory) throws Exception {
    byte[] large = new byte[1_000_000];
    Arrays.fill(large, (byte) 'x');
    Path file = directory.resolve("file");
    Step broken = Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nxxx"), Action.fin());
    VirtualTime time = VirtualTime.create();
    WatchedTime watched = new WatchedTime(time);
    CountDownLatch stalls = new CountDownLatch(1);
    Step first = Step.choose(seen -> {
      stalls.countDown();
      return stall();
    });
    try (FaultServer server = FaultServer.start(first, broken, respond(200).body(large));
        Session session = Session.builder().safeguards(HEDGING).time(watched).build()) {
      Request request = Request.get(server.url("/slow"));
      CompletableFuture<DownloadedResponse> call = CompletableFuture.supplyAsync(
          () -> mode.download(session, request, Download.to(file)),
          work -> new Thread(work).start());
      // The first meets the stall, not the hedge; and what continues the hedge is not hedged.
      assertThat(stalls.await(30, TimeUnit.SECONDS)).isTrue();
      watched.awaitTimer(Duration.ofMillis(300));
      time.advance(Duration.ofMillis(300));
      DownloadedResponse response = Mode.await(call);

      assertThat(file).hasBinaryContent(large);
      assertThat(response.attempts()).hasSize(2);
      assertThat(response.explain()).contains("hedge of attempt 1 after 300 ms: won");
    }
  }
}
