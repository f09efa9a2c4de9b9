/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;

/**
 * A server that has half of its workers while the trouble lasts. One second of work may wait, which
 * is two seconds for half of the workers; further requests are refused with 503 and
 * {@code Retry-After: 5}.
 */
public final class Shedding extends Backend {

  private static final Answer COME_BACK = Answer.retryAfter(503, 5);

  private final Trouble trouble;

  /** A server with that trouble. */
  public Shedding(World world, Tally tally, double steady, Trouble trouble) {
    super(world, tally, steady);
    this.trouble = trouble;
    world.schedule(trouble.over() * World.SECOND, this::work);
  }

  @Override
  protected int workers() {
    return trouble.at(now()) ? Math.max(1, super.workers() / 2) : super.workers();
  }

  @Override
  protected int queueLimit() {
    return secondsOfWork(1);
  }

  @Override
  protected Answer overflow() {
    return COME_BACK;
  }
}
