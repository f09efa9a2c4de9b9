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
 * A client's connections to one origin: a bounded number, first come, first served. What waits too
 * long for one fails without having been sent. Not thread-safe.
 */
public final class Connections {

  private final World world;
  private final Server server;
  private final int client;
  private final int most;
  private final long poolNanos;
  private final Queue<Attempt> waiting = new ArrayDeque<>(0);
  private int used;

  /** Of the client of that number, at most so many. */
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
   * @param timeoutNanos how long to wait for the answer once it is sent
   * @param then told how it ends, once, perhaps before this returns
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
