/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.conformance;

import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.DeadEnd;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sends a request into a real dead end where the script says that the connection fails, else to the
 * server: one step of the script for each attempt, on either transport.
 */
final class ScriptedConnects {

  private final Queue<JsonNode> steps;

  ScriptedConnects(List<JsonNode> steps) {
    this.steps = new ConcurrentLinkedQueue<>(steps);
  }

  /** Where the next request really goes. */
  private record Way(TransportRequest request, @Nullable DeadEnd deadEnd) {
    void close() {
      if (deadEnd != null) {
        deadEnd.close();
      }
    }
  }

  private Way next(TransportRequest request) throws TransportException {
    JsonNode step = steps.poll();
    if (step == null || !ScenarioScript.connectLevel(step)) {
      return new Way(request, null);
    }
    return switch (ScenarioScript.name(step)) {
      case "connect_refused" -> into(DeadEnd.refusing(), request);
      case "connect_timeout" -> into(DeadEnd.blackHole(), request);
      case "dns_failure" -> new Way(to(request, "holdfast-test.invalid", 80), null);
      // The vectors simulate this one too: no address is unreachable on every machine.
      default ->
        throw TransportException.of(
            FailureKind.CONNECT_ERROR, Sent.NO, "network unreachable", null);
    };
  }

  private static Way into(DeadEnd deadEnd, TransportRequest request) {
    return new Way(to(request, "127.0.0.1", deadEnd.port()), deadEnd);
  }

  private static TransportRequest to(TransportRequest request, String host, int port) {
    Url url = new Url(request.url().scheme(), host, port, request.url().target());
    return new TransportRequest(
        request.method(), url, request.headers(), request.body(), request.version());
  }

  Transport before(Transport real) {
    return new Transport() {
      @Override
      public TransportResponse send(
          TransportRequest request, AttemptLimits limits, AttemptListener listener)
          throws TransportException {
        Way way = next(request);
        try {
          return real.send(way.request(), limits, listener);
        } finally {
          way.close();
        }
      }

      @Override
      public Capabilities capabilities() {
        return real.capabilities();
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  AsyncTransport before(AsyncTransport real) {
    return new AsyncTransport() {
      @Override
      public AsyncExchange send(
          TransportRequest request, AttemptLimits limits, AttemptListener listener) {
        try {
          Way way = next(request);
          AsyncExchange exchange = real.send(way.request(), limits, listener);
          return new Ended(
              exchange.response().whenComplete((response, failure) -> way.close()),
              exchange::cancel);
        } catch (TransportException e) {
          return new Ended(CompletableFuture.failedStage(e), () -> {});
        }
      }

      @Override
      public Capabilities capabilities() {
        return real.capabilities();
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  private record Ended(CompletionStage<AsyncTransportResponse> response, Runnable cancelling)
      implements AsyncExchange {
    @Override
    public void cancel() {
      cancelling.run();
    }
  }
}
