/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;

/** A server that has a part of its workers while the trouble lasts, and its usual queue. */
public final class Weak extends Backend {

  private final Trouble trouble;
  private final double part;

  /** A server that keeps only that part of its capacity. */
  public Weak(World world, Tally tally, double steady, Trouble trouble, double part) {
    super(world, tally, steady);
    this.trouble = trouble;
    this.part = part;
    world.schedule(trouble.over() * World.SECOND, this::work);
  }

  @Override
  protected int workers() {
    return trouble.at(now())
        ? Math.max(1, (int) Math.round(super.workers() * part))
        : super.workers();
  }
}
