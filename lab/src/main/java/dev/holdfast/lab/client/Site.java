/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.http.SessionBuilder;
import dev.holdfast.lab.net.Connections;
import dev.holdfast.lab.sim.World;
import dev.holdfast.safeguard.Safeguards;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Where a client lives.
 *
 * @param world its clock
 * @param origins its connections to each origin that it calls
 * @param random where its jitter comes from
 * @param readTimeoutNanos how long it waits for an answer
 * @param tuning what the story asks of a session of Holdfast beyond its defaults
 */
public record Site(
    World world,
    List<Connections> origins,
    RandomGenerator random,
    long readTimeoutNanos,
    Tuning tuning) {

  /**
   * Settings of a session beyond its defaults.
   *
   * @param session all but the safeguards
   * @param safeguards as far as they differ from the standard ones
   */
  public record Tuning(
      UnaryOperator<SessionBuilder> session, UnaryOperator<Safeguards.Builder> safeguards) {

    private static final Tuning NONE =
        new Tuning(UnaryOperator.identity(), UnaryOperator.identity());

    /** The defaults. */
    public static Tuning none() {
      return NONE;
    }

    /** Both, these first. */
    Tuning and(Tuning other) {
      if (equals(NONE)) {
        return other;
      }
      return other.equals(NONE)
          ? this
          : new Tuning(
              builder -> other.session.apply(session.apply(builder)),
              builder -> other.safeguards.apply(safeguards.apply(builder)));
    }

    SessionBuilder applyTo(SessionBuilder builder) {
      if (equals(NONE)) {
        return builder;
      }
      return session.apply(
          builder.safeguards(safeguards.apply(Safeguards.builder()).build()));
    }
  }
}
