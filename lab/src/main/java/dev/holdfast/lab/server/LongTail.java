/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A server that fails now and then, and takes ten times as long for one request in twenty. */
public final class LongTail extends Backend {

  private static final double SLOW = 0.05;

  private final double failing;
  private final DoubleSupplier chance;

  /**
   * A server that answers 503 to that share of the requests.
   *
   * @param chance a random number from 0 to 1
   */
  public LongTail(World world, Tally tally, double steady, double failing, DoubleSupplier chance) {
    super(world, tally, 2 * steady);
    this.failing = failing;
    this.chance = chance;
  }

  @Override
  protected @Nullable Answer answerAtOnce(Attempt attempt) {
    return chance.getAsDouble() < failing ? Answer.UNAVAILABLE : null;
  }

  @Override
  protected long serviceNanos() {
    return chance.getAsDouble() < SLOW ? 10 * super.serviceNanos() : super.serviceNanos();
  }
}
