/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import dev.holdfast.testkit.ResponseStep;
import dev.holdfast.testkit.Step;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The steps of a scenario: those of the server, and those met before any server is reached. */
final class ScenarioScript {

  private static final Set<String> CONNECT_LEVEL =
      Set.of("connect_refused", "connect_timeout", "dns_failure", "network_unreachable");

  private ScenarioScript() {}

  static boolean connectLevel(JsonNode step) {
    return CONNECT_LEVEL.contains(name(step));
  }

  static String name(JsonNode step) {
    return step.get("do").asString();
  }

  static Step[] serverSteps(List<JsonNode> steps) {
    return steps.stream()
        .filter(step -> !connectLevel(step))
        .map(ScenarioScript::step)
        .toArray(Step[]::new);
  }

  private static Step step(JsonNode node) {
    return switch (name(node)) {
      case "respond" -> respond(node);
      case "reset_on_accept" -> Step.resetOnAccept();
      case "reset_before_headers" -> Step.resetBeforeHeaders();
      case "close_before_headers" -> Step.closeBeforeHeaders();
      case "garbage" -> Step.garbage();
      case "stall" -> Step.stall();
      case "partial_headers_then_close" -> Step.partialHeadersThenClose();
      case "partial_status_then_stall" -> Step.partialStatusThenStall();
      case "truncated_body" -> Step.truncatedBody();
      case "reset_mid_body" -> Step.resetMidBody();
      case "stall_mid_body" -> Step.stallMidBody();
      case "bad_chunk" -> Step.badChunk();
      case "truncated_chunked" -> Step.truncatedChunked();
      case "dribble" -> Step.dribble(node.get("bytes").asInt(), interval(node));
      case "dribble_headers" -> Step.dribbleHeaders(interval(node));
      case "plaintext_to_tls" -> Step.plaintextToTls();
      case "informational_then" -> Step.informationalThen(step(node.get("then")));
      default -> throw new AssertionError("unknown step " + node);
    };
  }

  private static java.time.Duration interval(JsonNode node) {
    return ScenarioPolicy.seconds(
        ScenarioPolicy.LONGER_PAUSES * node.get("interval_s").asDouble());
  }

  private static Step respond(JsonNode node) {
    ResponseStep response = Step.respond(node.path("status").asInt(200));
    for (JsonNode header : node.path("headers")) {
      response = response.header(header.get(0).asString(), header.get(1).asString());
    }
    if (node.has("body")) {
      response = response.body(node.get("body").asString());
    }
    if (node.path("keep_alive").asBoolean(false)) {
      response = response.keepAlive();
    }
    if (node.path("then_close_idle").asBoolean(false)) {
      response = response.thenCloseIdle();
    }
    if (node.path("short_by_50").asBoolean(false)) {
      response = response.shortBy50();
    }
    return node.path("stall_after_body").asBoolean(false) ? response.stallAfterBody() : response;
  }
}
