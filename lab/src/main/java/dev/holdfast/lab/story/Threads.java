/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.lab.client.Client;
import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Server;
import dev.holdfast.lab.server.Troubled;
import dev.holdfast.lab.sim.World;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Services of fifty threads, with a hundred requests a second each. A request takes 20 ms of a
 * thread; one in ten also calls a dependency, for which its thread waits. Clients wait for two
 * seconds. Counts the requests that do not need the dependency.
 */
final class Threads extends Story {

  private static final int SERVICES = 20;
  private static final int THREADS = 50;
  private static final double RATE = 100;
  private static final long WORK = 20 * World.MILLI;
  private static final long PATIENCE = 2 * World.SECOND;

  Threads() {
    super(
        "threads",
        "the dependency of one request in ten answers 503 with Retry-After: 30 for 60 s",
        scene -> new Troubled(
            scene.world(),
            scene.tally(),
            SERVICES * RATE / 10,
            scene.story().trouble(),
            attempt -> Answer.retryAfter(503, 30)));
    clients(SERVICES).rate(RATE);
  }

  @Override
  void begin(Scene scene) {
    Server dependency = server(scene);
    for (int i = 0; i < SERVICES; i++) {
      Service service = new Service(scene, scene.open(i, dependency));
      scene.poisson(RATE, service::request);
    }
  }

  @Override
  boolean countsLoad() {
    return false;
  }

  private static final class Service {
    private final Scene scene;
    private final Client dependency;
    private final Queue<Asked> waiting = new ArrayDeque<>();
    private int busy;

    Service(Scene scene, Client dependency) {
      this.scene = scene;
      this.dependency = dependency;
    }

    private record Asked(long nanos, boolean depends) {}

    void request() {
      Asked asked = new Asked(scene.world().nanoTime(), scene.arrivals().nextInt(10) == 0);
      if (!asked.depends()) {
        scene.tally().call(asked.nanos());
      }
      waiting.add(asked);
      work();
    }

    private void work() {
      while (busy < THREADS && !waiting.isEmpty()) {
        Asked asked = waiting.remove();
        if (scene.world().nanoTime() - asked.nanos() > PATIENCE) {
          continue; // The client has gone, and the service is assumed to know it, in its favour.
        }
        busy++;
        scene.world().schedule(WORK, () -> {
          if (asked.depends()) {
            dependency.call(0, ok -> done(asked));
          } else {
            done(asked);
          }
        });
      }
    }

    private void done(Asked asked) {
      busy--;
      long now = scene.world().nanoTime();
      if (!asked.depends() && now - asked.nanos() <= PATIENCE) {
        scene.tally().succeeded(asked.nanos(), now);
      }
      work();
    }
  }
}
