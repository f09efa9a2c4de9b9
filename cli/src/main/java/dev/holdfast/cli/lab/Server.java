/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import dev.holdfast.retry.Outcome;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * One server: so many workers, a queue before them, and no idea which of those who wait have gone.
 */
final class Server {

  /** A refusal needs a round trip. */
  private static final long REFUSAL_NANOS = 1_000_000;

  static final int OK = 200;
  static final int UNAVAILABLE = 503;

  private final World world;
  private final Scenario scenario;
  private final Load load;
  private final Queue<CompletableFuture<Outcome<Integer>>> queue = new ArrayDeque<>();
  private int busy;

  Server(World world, Scenario scenario, Load load) {
    this.world = world;
    this.scenario = scenario;
    this.load = load;
  }

  /** A request arrives; answered some time, or too late. */
  void receive(CompletableFuture<Outcome<Integer>> answer) {
    load.attempt(world.nanoTime());
    if (scenario.refuses(world.nanoTime())) {
      Outcome<Integer> refused = Outcome.failed(new ConnectException("refused"));
      world.schedule(REFUSAL_NANOS, () -> answer.complete(refused));
    } else if (queue.size() >= scenario.queue()) {
      world.schedule(REFUSAL_NANOS, () -> answer.complete(Outcome.of(UNAVAILABLE)));
    } else {
      queue.add(answer);
      work();
    }
  }

  private void work() {
    while (busy < scenario.workers() && !queue.isEmpty()) {
      CompletableFuture<Outcome<Integer>> answer = queue.remove();
      busy++;
      world.schedule(scenario.serviceNanos(world.nanoTime(), queue.size()), () -> {
        busy--;
        if (answer.complete(Outcome.of(OK))) {
          load.served(world.nanoTime());
        }
        work();
      });
    }
  }
}
