/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.net;

import dev.holdfast.lab.sim.World;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A client's connections to one origin: a bounded number, first come, first served. An attempt that
 * waits too long for one fails without being sent. Not thread-safe.
 */
public final class Connections {

  private final World world;
  private final Server server;
  private final int client;
  private final int most;
  private final long poolNanos;
  private final Queue<Attempt> waiting = new ArrayDeque<>(0);
  private int used;

  /** The connections of the client with that number, at most so many. */
  public Connections(World world, Server server, int client, int most, long poolNanos) {
    this.world = world;
    this.server = server;
    this.client = client;
    this.most = most;
    this.poolNanos = poolNanos;
  }

  /**
   * Sends a request.
   *
   * @param timeoutNanos the longest wait for the answer after the request was sent
   * @param then called once with the end, perhaps before this method returns
   */
  public Attempt send(long timeoutNanos, Consumer<Answer> then) {
    Attempt attempt = new Attempt(this, timeoutNanos, then);
    if (used < most) {
      used++;
      attempt.send(server);
    } else {
      waiting.add(attempt);
      attempt.queue(world.schedule(poolNanos, () -> attempt.end(Answer.NO_CONNECTION)));
    }
    return attempt;
  }

  void free() {
    Attempt next = waiting.poll();
    while (next != null && next.over()) {
      next = waiting.poll();
    }
    if (next == null) {
      used--;
    } else {
      next.send(server);
    }
  }

  World world() {
    return world;
  }

  int client() {
    return client;
  }
}
