/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.DeadEnd;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import tools.jackson.databind.JsonNode;

/**
 * Sends a request into a real dead end where the script says that the connection fails, else to the
 * server: one step of the script for each attempt.
 */
final class ScriptedConnects implements Transport {

  private final Transport real;
  private final Queue<JsonNode> steps;

  ScriptedConnects(Transport real, List<JsonNode> steps) {
    this.real = real;
    this.steps = new ArrayDeque<>(steps);
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    JsonNode step = steps.poll();
    if (step == null || !ScenarioScript.connectLevel(step)) {
      return real.send(request, limits, listener);
    }
    return switch (ScenarioScript.name(step)) {
      case "connect_refused" -> into(DeadEnd.refusing(), request, limits, listener);
      case "connect_timeout" -> into(DeadEnd.blackHole(), request, limits, listener);
      case "dns_failure" -> real.send(to(request, "holdfast-test.invalid", 80), limits, listener);
      // The vectors simulate this one too: no address is unreachable on every machine.
      default ->
        throw TransportException.of(Category.CONNECT_ERROR, Sent.NO, "network unreachable", null);
    };
  }

  private TransportResponse into(
      DeadEnd deadEnd, TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    try (deadEnd) {
      return real.send(to(request, "127.0.0.1", deadEnd.port()), limits, listener);
    }
  }

  private static TransportRequest to(TransportRequest request, String host, int port) {
    Url url = new Url(request.url().scheme(), host, port, request.url().target());
    return new TransportRequest(request.method(), url, request.headers(), request.body());
  }

  @Override
  public Capabilities capabilities() {
    return real.capabilities();
  }

  @Override
  public void close() {
    real.close();
  }
}
