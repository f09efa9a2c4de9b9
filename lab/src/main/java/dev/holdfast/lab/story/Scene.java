/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.lab.client.Client;
import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.client.Site;
import dev.holdfast.lab.net.Connections;
import dev.holdfast.lab.net.Server;
import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A running story: one policy, one size, one seed. */
final class Scene {

  private static final int POOL_SECONDS = 10;

  private final Story story;
  private final Policy policy;
  private final int clients;
  private final World world = new World();
  private final Tally tally;
  private final RandomGenerator arrivals;
  private final RandomGenerator chance;
  private final RandomGenerator jitter;

  Scene(Story story, Policy policy, int clients, long seed) {
    this.story = story;
    this.policy = policy;
    this.clients = clients;
    this.tally = new Tally(
        story.end() + Story.TAIL, story.trouble().from(), story.trouble().over());
    this.arrivals = new SplittableRandom(3 * seed);
    this.chance = new SplittableRandom(3 * seed + 1);
    this.jitter = new SplittableRandom(3 * seed + 2);
  }

  World world() {
    return world;
  }

  Tally tally() {
    return tally;
  }

  Story story() {
    return story;
  }

  int clients() {
    return clients;
  }

  /** The usual number of calls in a second, of all clients. */
  double steady() {
    return clients * story.rate();
  }

  /** Draws whether an event with that probability happens, from the server's random source. */
  boolean happens(double probability) {
    return chance.nextDouble() < probability;
  }

  /** Draws a number from 0 to 1, from the server's random source. */
  double luck() {
    return chance.nextDouble();
  }

  /** Draws a number below the bound. */
  int any(int bound) {
    return chance.nextInt(bound);
  }

  RandomGenerator arrivals() {
    return arrivals;
  }

  /** Creates a client of that server. */
  Client open(int number, Server server) {
    return open(List.of(connections(number, server)));
  }

  Client open(List<Connections> origins) {
    return policy.open(new Site(world, origins, jitter, story.readNanos(), story.tuning()));
  }

  Connections connections(int number, Server server) {
    return new Connections(world, server, number, story.connections(), POOL_SECONDS * World.SECOND);
  }

  /** Makes a call that is counted. */
  void call(Client client, int origin) {
    long begun = world.nanoTime();
    tally.call(begun);
    client.call(origin, ok -> {
      if (ok) {
        tally.succeeded(begun, world.nanoTime());
      }
    });
  }

  /** Makes calls at random moments, that many a second on average, until the story ends. */
  void poisson(double perSecond, Runnable call) {
    double seconds = -Math.log(1 - arrivals.nextDouble()) / perSecond;
    world.schedule((long) (seconds * World.SECOND), () -> {
      if (world.nanoTime() < story.end() * World.SECOND) {
        call.run();
        poisson(perSecond, call);
      }
    });
  }
}
