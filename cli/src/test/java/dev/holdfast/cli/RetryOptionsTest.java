/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effect of each option, in the events and at the server. */
@ExtendWith(FaultServerExtension.class)
class RetryOptionsTest {

  @Test
  void retriesFiveTimesByDefault(FaultServer server) {
    server.enqueue(Step.always(Step.respond(503)));

    assertThat(attempts(server)).isEqualTo(6);
  }

  @Test
  void limitsRetriesOfAnyKind(FaultServer server) {
    server.enqueue(Step.respond(503), Step.resetBeforeHeaders(), Step.respond(200));

    assertThat(attempts(server, "--retries", "1")).isEqualTo(2);
  }

  @Test
  void limitsRetriesOfAStatus(FaultServer server) {
    server.enqueue(Step.resetBeforeHeaders(), Step.always(Step.respond(503)));

    assertThat(attempts(server, "--status-retries", "1")).isEqualTo(3);
  }

  @Test
  void limitsRetriesAfterTheRequestWasSent(FaultServer server) {
    server.enqueue(Step.respond(503), Step.always(Step.resetBeforeHeaders()));

    assertThat(attempts(server, "--read-retries", "1")).isEqualTo(3);
  }

  @Test
  void limitsRetriesBeforeAnythingWasSent() {
    try (DeadEnd deadEnd = DeadEnd.refusing()) {
      Ran ran = Ran.run(
          "get", deadEnd.url("/"), "--connect-retries", "1", "--backoff", "1ms", "--trace", "json");

      assertThat(ran.lastEvent().get("attempts").asInt()).isEqualTo(2);
    }
  }

  @Test
  void takesALimitForOtherFailures(FaultServer server) {
    server.enqueue(Step.respond(200));

    assertThat(attempts(server, "--other-retries", "0")).isEqualTo(1);
  }

  @Test
  void limitsRedirects(FaultServer server) {
    server.enqueue(Step.always(Step.respond(302).header("Location", "{origin}/")));

    assertThat(run(server, "--max-redirects", "2").code()).isEqualTo(47);
    assertThat(server.requests()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"404,2", "'404, 503',2", "none,1", "503,1"})
  void retriesExactlyTheStatusesGiven(String statuses, int attempts) {
    try (FaultServer server = FaultServer.start(Step.respond(404), Step.respond(200))) {
      assertThat(attempts(server, "--retry-on", statuses)).isEqualTo(attempts);
    }
  }

  @ParameterizedTest
  @CsvSource({"get,2", "'POST, GET',2", "none,1", "PUT,1"})
  void retriesExactlyTheMethodsGiven(String methods, int attempts) {
    try (FaultServer server = FaultServer.start(Step.respond(503), Step.respond(200))) {
      assertThat(attempts(server, "--retry-methods", methods)).isEqualTo(attempts);
    }
  }

  @Test
  void waitsByTheScheduleGiven(FaultServer server) {
    server.enqueue(Step.always(Step.respond(503)));

    assertThat(waits(run(server, "--backoff", "4ms", "--backoff-max", "10ms", "--jitter", "none")))
        .containsExactly(0L, 4L, 8L, 10L, 10L, 0L);
  }

  @Test
  void waitsBeforeTheFirstRetryToo(FaultServer server) {
    server.enqueue(Step.always(Step.respond(503)));
    Ran ran = run(
        server,
        "--backoff",
        "3ms",
        "--first-retry",
        "delayed",
        "--jitter",
        "none",
        "--retries",
        "2");

    assertThat(waits(ran)).containsExactly(3L, 6L, 0L);
  }

  @Test
  void canBeToldWhatIsTheDefaultAnyway(FaultServer server) {
    server.enqueue(Step.respond(503), Step.respond(200));

    assertThat(waits(run(server, "--first-retry", "immediate"))).containsExactly(0L, 0L);
  }

  @ParameterizedTest
  @CsvSource({"full,0,40", "equal,20,40", "decorrelated,0,120", "additive:25ms,40,65"})
  void spreadsWaitsByTheJitterGiven(String jitter, long least, long most) {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(503)))) {
      Ran ran = run(
          server,
          "--backoff",
          "40ms",
          "--first-retry",
          "delayed",
          "--jitter",
          jitter,
          "--retries",
          "1");

      assertThat(waits(ran).get(0)).isBetween(least, most);
    }
  }

  @Test
  void ignoresRetryAfterIfTold(FaultServer server) {
    server.enqueue(Step.respond(503).header("Retry-After", "60"), Step.respond(200));

    assertThat(waits(run(server, "--ignore-retry-after"))).containsExactly(0L, 0L);
  }

  @Test
  void givesUpIfTheServerAsksForLongerThanAllowed(FaultServer server) {
    server.enqueue(Step.respond(503).header("Retry-After", "3"), Step.respond(200));

    Ran ran = run(server, "--retry-after-max", "2s");

    assertThat(ran.code()).isEqualTo(22);
    assertThat(ran.lastEvent().get("retry_after_ms").asLong()).isEqualTo(3_000L);
  }

  @Test
  void theLastOfTwoValuesCounts(FaultServer server) {
    server.enqueue(Step.always(Step.respond(503)));

    assertThat(attempts(server, "--retries", "3", "--retries", "1")).isEqualTo(2);
  }

  @Test
  void theDeadlineBoundsTheWaits(FaultServer server) {
    server.enqueue(Step.always(Step.respond(503)));
    Ran ran = run(
        server,
        "--backoff",
        "1h",
        "--backoff-max",
        "PT2H",
        "--first-retry",
        "delayed",
        "--jitter",
        "none",
        "--deadline",
        "0.02h");

    assertThat(ran.code()).isEqualTo(28);
    assertThat(ran.lastEvent().get("elapsed_ms").asLong()).isLessThan(20_000);
  }

  private static int attempts(FaultServer server, String... options) {
    return run(server, options).lastEvent().get("attempts").asInt();
  }

  private static Ran run(FaultServer server, String... options) {
    List<String> args = new ArrayList<>(List.of("get", server.url("/"), "--trace", "json"));
    List<String> given = List.of(options);
    if (!given.contains("--backoff")) {
      args.addAll(List.of("--backoff", "1ms"));
    }
    args.addAll(given);
    return Ran.run(args.toArray(String[]::new));
  }

  private static List<Long> waits(Ran ran) {
    return ran.events().stream()
        .filter(event -> event.has("wait_ms"))
        .map(event -> event.get("wait_ms").asLong())
        .toList();
  }
}
