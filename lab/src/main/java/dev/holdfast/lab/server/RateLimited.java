/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.server;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.sim.Tally;
import dev.holdfast.lab.sim.World;
import org.jspecify.annotations.Nullable;

/**
 * A server that accepts so many requests a second while the trouble lasts, by a token bucket of one
 * second.
 */
public final class RateLimited extends Backend {

  private final Trouble trouble;
  private final double perSecond;
  private final Answer refusal;
  private double tokens;
  private long filled;

  /** A server that accepts that share of the usual load, and refuses more with that answer. */
  public RateLimited(
      World world, Tally tally, double steady, Trouble trouble, double share, Answer refusal) {
    super(world, tally, steady);
    this.trouble = trouble;
    this.perSecond = share * steady;
    this.refusal = refusal;
  }

  @Override
  protected @Nullable Answer answerAtOnce(Attempt attempt) {
    if (!trouble.at(now())) {
      return null;
    }
    tokens = Math.min(perSecond, tokens + (now() - filled) * perSecond / World.SECOND);
    filled = now();
    if (tokens < 1) {
      return refusal;
    }
    tokens--;
    return null;
  }
}
