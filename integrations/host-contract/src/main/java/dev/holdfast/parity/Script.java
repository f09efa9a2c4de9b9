/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A series of server faults, and the call that meets them. */
@SuppressWarnings("ImmutableEnumChecker") // Steps and functions that are never changed.
public enum Script {
  /** 503 with Retry-After, then a regular answer. */
  OVERLOADED_AND_BACK(
      server -> Exchange.get(server.url("/")),
      Step.respond(503).header("Retry-After", "1"),
      Step.respond(200).body("back")),
  /** A body that stalls, then a whole one. */
  STALLED_BODY(
      server -> Exchange.get(server.url("/")),
      Step.stallMidBody(),
      Step.respond(200).body("whole")),
  /** Two bodies that break off, then a whole one. */
  BODY_CUT_TWICE(
      server -> Exchange.get(server.url("/")),
      Step.truncatedBody(),
      Step.truncatedChunked(),
      Step.respond(200).body("whole")),
  /** A POST without an answer. */
  POST_CUT_AFTER_IT_WAS_SENT(
      server -> Exchange.post(server.url("/"), "pay"), Step.resetBeforeHeaders()),
  /** The same, with an idempotency key. */
  POST_WITH_A_KEY_CUT_AFTER_IT_WAS_SENT(
      server -> Exchange.post(server.url("/"), "pay").key("k1"),
      Step.resetBeforeHeaders(),
      Step.respond(200).body("paid once")),
  /** A POST that the server refuses. */
  POST_ANSWERED_BY_503(
      server -> Exchange.post(server.url("/"), "pay"), Step.respond(503).body("not now")),
  /** An unknown name. */
  DEAD_DNS(server -> Exchange.get("http://shop.invalid:" + server.port() + "/")),
  /** 429 to every attempt. */
  STORM_OF_429(
      server -> Exchange.get(server.url("/")),
      Step.always(Step.respond(429).header("Retry-After", "0").body("too many"))),
  /** 503 with a Retry-After of an hour. */
  WAIT_TOO_LONG(
      server -> Exchange.get(server.url("/")), Step.respond(503).header("Retry-After", "3600")),
  /** 404. */
  NOT_FOUND(server -> Exchange.get(server.url("/")), Step.respond(404).body("no such order")),
  /** A redirect, 503 at its target, then a regular answer. */
  REDIRECTED(
      server -> Exchange.get(server.url("/old")),
      Step.respond(302).header("Location", "/new"),
      Step.respond(503),
      Step.respond(200).body("moved")),
  /** An answer that is not HTTP, then a regular answer. */
  GARBAGE_THEN_WHOLE(
      server -> Exchange.get(server.url("/")), Step.garbage(), Step.respond(200).body("whole"));

  private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

  private final Function<FaultServer, Exchange> exchange;
  private final Step[] steps;

  Script(Function<FaultServer, Exchange> exchange, Step... steps) {
    this.exchange = exchange;
    this.steps = steps;
  }

  /** Starts a server that plays the script. */
  public FaultServer start() {
    return server(steps);
  }

  /**
   * Starts a server at a port that no earlier one of this process had, since calls, spans and
   * meters of several servers are told apart by it.
   */
  public static FaultServer server(Step... steps) {
    FaultServer server = FaultServer.start(steps);
    if (PORTS.add(server.port())) {
      return server;
    }
    try (server) {
      return server(steps); // while this one holds its port
    }
  }

  /** The call to that server. */
  public Exchange exchange(FaultServer server) {
    return exchange.apply(server);
  }
}
