/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import dev.holdfast.guard.Pipeline;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.AsyncDriver;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.RetryEngine;
import dev.holdfast.time.TimeSource;
import java.util.Random;

/** Runs one strategy through one scenario. The same every time: chance has a seed. */
final class Experiment {

  private final Scenario scenario;
  private final World world = new World();
  private final Load load;
  private final Server server;
  private final RetryEngine engine;
  private final AsyncDriver driver = new AsyncDriver(world, Runnable::run);
  private final Random arrivals = new Random(1);

  private Experiment(Scenario scenario, Strategy strategy) {
    this.scenario = scenario;
    this.load = new Load(scenario.trouble().end);
    this.server = new Server(world, scenario, load);
    Random chance = new Random(2);
    this.engine = new RetryEngine(strategy.retry(), chance);
    LimitStore store = LimitStore.unshared(world);
    for (int i = 0; i < scenario.clients(); i++) {
      next(strategy.safeguards().lane("server", world, chance, store).pipeline());
    }
  }

  /** What came of it. */
  static Result run(Scenario scenario, Strategy strategy) {
    Experiment experiment = new Experiment(scenario, strategy);
    experiment.world.runUntil(scenario.trouble().end * Scenario.SECOND);
    return new Result(scenario, strategy, experiment.load);
  }

  /** A client's next call: exponential times between calls, so calls come independently. */
  private void next(Pipeline client) {
    double seconds = -Math.log(1 - arrivals.nextDouble()) / scenario.callsPerSecond();
    world.schedule((long) (seconds * Scenario.SECOND), () -> {
      TimeSource time = world;
      driver
          .prepare(engine, new Caller(world, server, load, client), CallState.start(time))
          .start();
      next(client);
    });
  }
}
