/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.lab.client.Client;
import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Connections;
import dev.holdfast.lab.net.Server;
import dev.holdfast.lab.server.Troubled;
import java.util.ArrayList;
import java.util.List;

/** One client calls a thousand origins, each four times a minute, and loses its network. */
final class Origins extends Story {

  private static final int ORIGINS = 1_000;

  Origins() {
    super(
        "origins",
        "one client of 1,000 origins has no network for 60 s",
        scene -> new Troubled(
            scene.world(),
            scene.tally(),
            scene.steady(),
            scene.story().trouble(),
            attempt -> Answer.REFUSED));
    clients(1).rate(ORIGINS * 4 / 60.0).times(60, 120, 180);
  }

  @Override
  void begin(Scene scene) {
    Server all = server(scene);
    List<Connections> origins = new ArrayList<>();
    for (int i = 0; i < ORIGINS; i++) {
      origins.add(scene.connections(0, all));
    }
    Client client = scene.open(origins);
    scene.poisson(rate(), () -> scene.call(client, scene.arrivals().nextInt(ORIGINS)));
  }
}
