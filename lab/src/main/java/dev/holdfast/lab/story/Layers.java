/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.lab.client.Client;
import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.net.Server;
import dev.holdfast.lab.server.Troubled;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Clients call a front service of ten instances, which call a middle service of ten, which call the
 * server that is in trouble. Each of the three callers has its own policy. The load is that of the
 * last server.
 */
final class Layers extends Story {

  private static final int INSTANCES = 10;

  /** A story with that rule for the answers to the middle service while the trouble lasts. */
  Layers(String id, String title, Function<Scene, Function<Attempt, @Nullable Answer>> rule) {
    super(
        id,
        title,
        scene -> new Troubled(
            scene.world(),
            scene.tally(),
            scene.steady(),
            scene.story().trouble(),
            rule.apply(scene)));
    read(10);
  }

  @Override
  void begin(Scene scene) {
    Server front = service(scene, service(scene, server(scene)));
    for (int i = 0; i < scene.clients(); i++) {
      Client client = scene.open(i, front);
      scene.poisson(rate(), () -> scene.call(client, 0));
    }
  }

  /** A service that answers each request with the result of its own call. */
  private static Server service(Scene scene, Server behind) {
    Client[] instances = new Client[INSTANCES];
    for (int i = 0; i < INSTANCES; i++) {
      instances[i] = scene.open(i, behind);
    }
    return attempt -> instances[scene.any(INSTANCES)].call(
        0, ok -> attempt.answer(ok ? Answer.OK : Answer.UNAVAILABLE));
  }
}
