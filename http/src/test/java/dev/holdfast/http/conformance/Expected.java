/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a scenario must come to.
 *
 * @param outcomes for each call {@code 200 body} or a category
 * @param requests what the server saw: {@code METHOD path body}
 * @param waits in seconds, zero waits left out
 */
record Expected(List<String> outcomes, List<String> requests, List<Double> waits) {

  static Expected of(JsonNode layer) {
    List<String> outcomes = new ArrayList<>();
    if (layer.has("outcomes")) {
      layer.get("outcomes").forEach(node -> outcomes.add(outcome(node)));
    } else {
      outcomes.add(outcome(layer.get("outcome")));
    }
    List<String> requests = new ArrayList<>();
    for (JsonNode node : layer.get("requests")) {
      if (node.has("method")) {
        requests.add(node.get("method").asString()
            + " "
            + node.get("path").asString()
            + " "
            + node.get("body").asString());
      }
    }
    List<Double> waits = new ArrayList<>();
    layer.get("sleeps").forEach(node -> waits.add(node.asDouble()));
    return new Expected(outcomes, requests, waits);
  }

  private static String outcome(JsonNode node) {
    return node.get("kind").asString().equals("response")
        ? node.get("status").asInt() + " " + node.path("body").asString("")
        : node.get("category").asString();
  }
}
