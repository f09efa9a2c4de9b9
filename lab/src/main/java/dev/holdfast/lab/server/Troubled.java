/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that answers by a rule while the trouble lasts, and is healthy before and after. */
public final class Troubled extends Backend {

  private final Trouble trouble;
  private final Function<Attempt, @Nullable Answer> rule;

  /** A server with that rule; a null answer means that the request is served as usual. */
  public Troubled(
      World world,
      Tally tally,
      double steady,
      Trouble trouble,
      Function<Attempt, @Nullable Answer> rule) {
    super(world, tally, steady);
    this.trouble = trouble;
    this.rule = rule;
  }

  /** The answer of a server that never answers. */
  public static Answer silence() {
    return SILENCE;
  }

  @Override
  protected @Nullable Answer answerAtOnce(Attempt attempt) {
    return trouble.at(now()) ? rule.apply(attempt) : null;
  }
}
