/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;

/**
 * A server whose work for each request grows with its queue (locks, memory, cold caches): by a
 * fifth for each half second of waiting work, up to twice the usual. So its capacity falls from 1.5
 * times the usual load to three quarters of it, and the queue persists after its cause is over. The
 * cause is a pause of all workers.
 */
public final class Collapsing extends Backend {

  private static final double MOST_SECONDS = 2.5;

  private final Trouble trouble;

  /** A server whose workers pause while that trouble lasts. */
  public Collapsing(World world, Tally tally, double steady, Trouble trouble) {
    super(world, tally, steady);
    this.trouble = trouble;
    world.schedule(trouble.over() * World.SECOND, this::work);
  }

  @Override
  protected int workers() {
    return trouble.at(now()) ? 0 : super.workers();
  }

  @Override
  protected int queueLimit() {
    return secondsOfWork(MOST_SECONDS);
  }

  @Override
  protected long serviceNanos() {
    double waits = waiting() / (double) secondsOfWork(1);
    return (long) (super.serviceNanos() * (1 + Math.min(1, 0.4 * waits)));
  }
}
