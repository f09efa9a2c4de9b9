/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hedges, and the keys and deadlines that are sent to servers. */
@ExtendWith(FaultServerExtension.class)
class OutageOptionsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  @Test
  void aHedgeAnswersInPlaceOfAnAttemptThatHangsAndTheTraceSaysSo(FaultServer server) {
    server.enqueue(Step.stall(), Step.respond(200).body("second"));

    Ran ran = Ran.run("get", server.url("/"), "--hedge", "1s", "--trace", "text");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("second");
    assertThat(ran.err()).contains("\n  note: hedge of attempt 1 after 1 s: won\n");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aPercentileMeansASecondUntilThereIsAnythingToGoBy(FaultServer server) {
    server.enqueue(Step.stall(), Step.respond(200));

    Ran ran = Ran.run("get", server.url("/"), "--hedge", "p95", "--trace", "json");

    assertThat(ran.events().get(0).get("notes").get(0).asString())
        .isEqualTo("hedge of attempt 1 after 1 s: won");
  }

  @Test
  void aPostWithoutAKeyIsNotHedged(FaultServer server) {
    server.enqueue(Step.onHead(Action.pause(Duration.ofMillis(300)), Action.send(OK)));

    Ran.run("request", "-d", "x", "--hedge", "1ms", server.url("/"));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void tellsTheServerTheMillisecondsThatAreLeft(FaultServer server) {
    server.enqueue(Step.respond(200));

    Ran.run("get", server.url("/"), "--deadline", "20s", "--deadline-header", "X-Left-Ms");

    assertThat(sent(server, "X-Left-Ms"))
        .singleElement()
        .satisfies(left -> assertThat(Long.parseLong(left)).isBetween(1L, 20_000L));
  }

  @Test
  void sendsTheKeyUnderTheNameThatTheServerWants(FaultServer server) {
    server.enqueue(Step.resetBeforeHeaders(), Step.respond(200));

    Ran.run(
        "request",
        "-d",
        "x",
        "--idempotency-key",
        "order-1",
        "--idempotency-header",
        "PayPal-Request-Id",
        server.url("/"));

    assertThat(sent(server, "PayPal-Request-Id")).containsExactly("order-1", "order-1");
    assertThat(sent(server, "Idempotency-Key")).isEmpty();
  }

  @Test
  void aHeaderOfThatNameIsAKeyToo(FaultServer server) {
    server.enqueue(Step.resetBeforeHeaders(), Step.respond(200));

    Ran ran = Ran.run(
        "request",
        "-d",
        "x",
        "-H",
        "PayPal-Request-Id: order-1",
        "--idempotency-header",
        "PayPal-Request-Id",
        server.url("/"));

    assertThat(ran.code()).isZero();
    assertThat(server.requests()).hasSize(2);
  }

  private static List<String> sent(FaultServer server, String header) {
    return server.requests().stream()
        .map((SeenRequest request) -> request.header(header))
        .flatMap(Optional::stream)
        .toList();
  }
}
