/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import dev.holdfast.http.Category;
import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.util.List;
import java.util.Optional;

/** A POST that may or may not have been processed, without and with an idempotency key. */
final class UnsafePost implements Scene {

  private static final String ORDER = "{\"item\":\"tea\",\"count\":1}";

  @Override
  public String title() {
    return "Nothing is ordered twice";
  }

  @Override
  public String story() {
    return "The connection breaks after the order was sent. Did it arrive? That is unknown.";
  }

  @Override
  public void play(Stage stage) {
    try (Session session = Session.create()) {
      withoutKey(stage, session);
      stage.says("With a key, the server can tell a repetition from a second order:");
      withKey(stage, session);
    }
    stage.moral("A POST is repeated only if that is provably safe, or if a key makes it safe.");
  }

  private static void withoutKey(Stage stage, Session session) {
    try (FaultServer server = FaultServer.start(Step.resetBeforeHeaders())) {
      Played played = stage.calls(
          "session.request(Request.post(url).body(order))",
          session,
          Request.post(server.url("/orders")).body(ORDER));
      stage
          .expect(
              played.category().equals(Optional.of(Category.CONNECTION_ABORTED)),
              "the caller learns that the connection was lost")
          .expect(server.requests().size() == 1, "the order was sent once");
    }
  }

  private static void withKey(Stage stage, Session session) {
    try (FaultServer server =
        FaultServer.start(Step.resetBeforeHeaders(), Step.respond(201).body("ordered"))) {
      Played played = stage.calls(
          "session.request(Request.post(url).body(order).idempotencyKey(auto()))",
          session,
          Request.post(server.url("/orders")).body(ORDER).idempotencyKey(IdempotencyKey.auto()));
      stage
          .expect(played.status() == 201, "the second attempt is answered")
          .expect(oneKey(server.requests()), "both attempts carry the same key");
    }
  }

  private static boolean oneKey(List<SeenRequest> requests) {
    List<Optional<String>> keys =
        requests.stream().map(request -> request.header(IdempotencyKey.HEADER)).toList();
    return keys.size() == 2 && keys.get(0).isPresent() && keys.get(0).equals(keys.get(1));
  }
}
