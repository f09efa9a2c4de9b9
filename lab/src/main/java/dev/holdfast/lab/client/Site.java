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
 * The environment of a client.
 *
 * @param world its clock
 * @param origins its connections to each origin that it calls
 * @param random the source of its jitter
 * @param readTimeoutNanos its read timeout
 * @param tuning settings beyond the defaults that the story gives a session of Holdfast
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
   * @param session all settings except the safeguards
   * @param safeguards the differences from the standard safeguards
   */
  public record Tuning(
      UnaryOperator<SessionBuilder> session, UnaryOperator<Safeguards.Builder> safeguards) {

    private static final Tuning NONE =
        new Tuning(UnaryOperator.identity(), UnaryOperator.identity());

    /** No settings beyond the defaults. */
    public static Tuning none() {
      return NONE;
    }

    /** Both settings, these first. */
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
