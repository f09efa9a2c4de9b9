/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.lab.client.Client;
import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Server;
import dev.holdfast.lab.server.Trouble;
import dev.holdfast.lab.server.Troubled;
import dev.holdfast.lab.sim.World;

/** An idle client makes a thousand calls at once, over as many connections. */
final class Burst extends Story {

  private static final int CALLS = 1_000;
  private static final int CLIENTS = 20;

  Burst(String id, double failing) {
    super(
        id,
        "a thousand calls at once after idling, and " + Math.round(100 * failing)
            + " % of the requests are answered with 503",
        scene -> new Troubled(
            scene.world(),
            scene.tally(),
            CALLS * CLIENTS,
            new Trouble(0, Integer.MAX_VALUE / 2),
            attempt -> scene.happens(failing) ? Answer.UNAVAILABLE : null));
    clients(CLIENTS).connections(CALLS).rate(CALLS / 60.0).times(60, 120, 120);
  }

  @Override
  void begin(Scene scene) {
    Server server = server(scene);
    for (int i = 0; i < scene.clients(); i++) {
      Client client = scene.open(i, server);
      // One after another, so that each client of the fleet is idle first and then calls the server
      // alone.
      scene.world().schedule((60 + i) * World.SECOND, () -> {
        for (int n = 0; n < CALLS; n++) {
          scene.call(client, 0);
        }
      });
    }
  }
}
