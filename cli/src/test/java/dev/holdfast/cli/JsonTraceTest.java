/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonTraceTest {

  @Test
  void tellsEveryAttemptAndTheResult() {
    try (FaultServer server = FaultServer.start(
        Step.respond(503).header("Retry-After", "0"), Step.respond(200).body("ok"))) {
      Ran ran = trace(server.url("/data?page=2"));

      List<JsonNode> events = ran.events();
      assertThat(events).hasSize(3);
      assertThat(withoutTimes(events.get(0))).isEqualTo("""
          {"event":"attempt","attempt":1,"method":"GET","url":"%s","outcome":"status",\
          "status":503,"category":null,"message":"Service Unavailable","decision":"retry",\
          "reason":"status 503 Service Unavailable; retry 1 of 5 at once"}""".formatted(server.url("/data?page=2")));
      assertThat(withoutTimes(events.get(1))).isEqualTo("""
          {"event":"attempt","attempt":2,"method":"GET","url":"%s","outcome":"status",\
          "status":200,"category":null,"message":"OK","decision":"success","reason":\
          "status 200 OK"}""".formatted(server.url("/data?page=2")));
      assertThat(withoutTimes(events.get(2))).isEqualTo("""
          {"event":"result","outcome":"response","status":200,"category":null,"attempts":2,\
          "retry_after_ms":null}""");
      assertThat(ran.out()).isEqualTo("ok");
    }
  }

  @Test
  void hasTheFieldsOfItsSchemaAndNoOther() {
    try (FaultServer server = FaultServer.start(Step.respond(200))) {
      List<JsonNode> events = trace(server.url("/")).events();

      assertThat(events.get(0).propertyNames())
          .containsExactly(
              "event",
              "attempt",
              "method",
              "url",
              "outcome",
              "status",
              "category",
              "message",
              "elapsed_ms",
              "decision",
              "reason",
              "wait_ms");
      assertThat(events.get(1).propertyNames())
          .containsExactly(
              "event",
              "outcome",
              "status",
              "category",
              "attempts",
              "elapsed_ms",
              "waited_ms",
              "retry_after_ms");
    }
  }

  @Test
  void givesTimesInWholeMilliseconds() {
    try (FaultServer server =
        FaultServer.start(Step.respond(429).header("Retry-After", "1"), Step.respond(200))) {
      List<JsonNode> events = trace(server.url("/")).events();

      assertThat(events.get(0).get("wait_ms").isIntegralNumber()).isTrue();
      assertThat(events.get(0).get("wait_ms").asLong()).isBetween(1_000L, 1_250L);
      assertThat(events.get(0).get("elapsed_ms").isIntegralNumber()).isTrue();
      assertThat(events.get(1).get("wait_ms").asLong()).isZero();
      assertThat(events.get(2).get("waited_ms").asLong()).isBetween(1_000L, 1_250L);
      assertThat(events.get(2).get("elapsed_ms").asLong()).isGreaterThanOrEqualTo(1_000);
    }
  }

  @Test
  void tellsAFailureByItsCategory() {
    try (FaultServer server = FaultServer.start(Step.always(Step.truncatedBody()))) {
      Ran ran = trace(server.url("/"), "--retries", "0");

      JsonNode attempt = ran.events().get(0);
      assertThat(attempt.get("outcome").asString()).isEqualTo("error");
      assertThat(attempt.get("status").isNull()).isTrue();
      assertThat(attempt.get("category").asString()).isEqualTo("connection_broken_mid_body");
      assertThat(attempt.get("message").asString()).contains("10 of 100 bytes");
      assertThat(attempt.get("decision").asString()).isEqualTo("stop");
      assertThat(withoutTimes(ran.events().get(1))).isEqualTo("""
          {"event":"result","outcome":"error","status":200,"category":\
          "connection_broken_mid_body","attempts":1,"retry_after_ms":null}""");
    }
  }

  @Test
  void saysHowLongTheServerAskedToWaitAlsoIfItsAnswerIsTheResult() {
    try (FaultServer server = FaultServer.start(Step.respond(503).header("Retry-After", "600"))) {
      JsonNode result = trace(server.url("/"), "--retries", "0").lastEvent();

      assertThat(result.get("outcome").asString()).isEqualTo("response");
      assertThat(result.get("retry_after_ms").asLong()).isEqualTo(600_000);
    }
  }

  @Test
  void saysHowLongTheServerAskedToWait() {
    try (FaultServer server = FaultServer.start(Step.respond(503).header("Retry-After", "600"))) {
      JsonNode result = trace(server.url("/")).lastEvent();

      assertThat(result.get("category").asString()).isEqualTo("retry_after_exceeded");
      assertThat(result.get("retry_after_ms").asLong()).isEqualTo(600_000);
      assertThat(result.get("status").asInt()).isEqualTo(503);
    }
  }

  @Test
  void hasALineForEveryHopOfARedirect() {
    try (FaultServer server =
        FaultServer.start(Step.respond(302).header("Location", "/there"), Step.respond(200))) {
      List<JsonNode> events = trace(server.url("/here")).events();

      assertThat(events).hasSize(3);
      assertThat(events.get(0).get("decision").asString()).isEqualTo("retry");
      assertThat(events.get(1).get("url").asString()).isEqualTo(server.url("/there"));
    }
  }

  @Test
  void masksSecrets() {
    try (FaultServer server = FaultServer.start(
        Step.respond(302).header("Location", "/b?access_token=canary-1&page=2"),
        Step.respond(503).header("Set-Cookie", "id=canary-2"),
        Step.respond(302).header("Location", "http://me:canary-3@127.0.0.1:1/"))) {
      Ran ran = trace(
          server.url("/a?api_key=canary-4"),
          "-H",
          "Authorization: Bearer canary-5",
          "-H",
          "Cookie: id=canary-6",
          "-H",
          "X-Api-Key: canary-7",
          "--idempotency-key",
          "canary-8");

      assertThat(ran.err())
          .contains("/a?api_key=***", "/b?access_token=***&page=2")
          .doesNotContain("canary");
    }
  }

  @Test
  void keepsToOneLineWhateverTheServerSays() {
    try (FaultServer server = FaultServer.start(Step.raw(
        Action.send("HTTP/1.1 500 a\u001b[31m\"\\b\u2028\r\nContent-Length: 0\r\n\r\n")))) {
      Ran ran = trace(server.url("/"), "--retries", "0");

      assertThat(ran.events()).hasSize(2);
      assertThat(ran.err()).doesNotContain("\u001b");
    }
  }

  private static Ran trace(String url, String... options) {
    String[] args = new String[options.length + 6];
    System.arraycopy(
        new String[] {"get", url, "--trace", "json", "--backoff", "1ms"}, 0, args, 0, 6);
    System.arraycopy(options, 0, args, 6, options.length);
    return Ran.run(args);
  }

  private static String withoutTimes(JsonNode event) {
    return event.toString().replaceAll(",\"(elapsed|wait|waited)_ms\":[0-9]+", "");
  }
}
