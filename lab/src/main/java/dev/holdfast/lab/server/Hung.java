/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that accepts connections and answers nothing while the trouble lasts. It is then
 * restarted, which resets the connections of clients that still wait.
 */
public final class Hung extends Backend {

  private final Trouble trouble;
  private final List<Attempt> hanging = new ArrayList<>();

  /** A server with that trouble. */
  public Hung(World world, Tally tally, double steady, Trouble trouble) {
    super(world, tally, steady);
    this.trouble = trouble;
    world.schedule(
        trouble.over() * World.SECOND, () -> hanging.forEach(one -> one.answer(Answer.CUT)));
  }

  @Override
  protected @Nullable Answer answerAtOnce(Attempt attempt) {
    if (!trouble.at(now())) {
      return null;
    }
    hanging.add(attempt);
    return SILENCE;
  }
}
