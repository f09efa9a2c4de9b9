/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One row of scenarios.json: what requests and urllib3 did against a scripted server. */
record Scenario(JsonNode node) {

  static List<Scenario> all() throws IOException {
    try (InputStream in = Scenario.class.getResourceAsStream("/vectors/scenarios.json")) {
      JsonNode root = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
      List<Scenario> scenarios = new ArrayList<>();
      root.get("scenarios").forEach(node -> scenarios.add(new Scenario(node)));
      return scenarios;
    }
  }

  String id() {
    return node.get("id").asString();
  }

  /** Whether requests and urllib3 agree and nothing is odd, so that Holdfast must do the same. */
  boolean core() {
    return node.get("core").asBoolean();
  }

  JsonNode policy() {
    return node.get("policy");
  }

  JsonNode request() {
    return node.get("request");
  }

  List<JsonNode> steps() {
    List<JsonNode> steps = new ArrayList<>();
    node.get("script").forEach(steps::add);
    return steps;
  }

  int calls() {
    return request().path("calls").asInt(1);
  }

  Expected observed() {
    return Expected.of(node.get("expect").get("requests"));
  }

  @Override
  public String toString() {
    return id();
  }
}
