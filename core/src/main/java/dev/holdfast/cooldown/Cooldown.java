/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cooldown;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Objects;

/**
 * The rule for other calls while an origin is overloaded. It is overloaded if it limits this client
 * (429) and asks for a time, if several responses ask for a pause ({@code Retry-After}), or if
 * attempts fail one after another and are slow. Immutable.
 *
 * @param mode whether other calls wait or fail
 * @param longest the longest time for which one response may close the origin; default 60 s. Other
 *     calls return after it, and may be told to wait again
 */
public record Cooldown(Mode mode, Duration longest) {

  /** The longest wait of another call for its permit: 10 s. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration DEFAULT_LONGEST = Duration.ofSeconds(60);

  /** Whether other calls wait or fail. */
  public enum Mode {
    /**
     * Other calls wait for a permit, if it comes within ten seconds and their deadline allows; else
     * they fail at once, with the time to retry.
     */
    WAIT,
    /** Other calls fail at once, with the time to retry. */
    FAIL
  }

  /** Checks its arguments. */
  public Cooldown {
    Objects.requireNonNull(mode, "mode");
    Nanos.requirePositive("longest", longest);
  }

  /** The defaults: others wait, at most ten seconds. */
  public static Cooldown defaults() {
    return waiting();
  }

  /** Others wait, at most ten seconds. */
  public static Cooldown waiting() {
    return new Cooldown(Mode.WAIT, DEFAULT_LONGEST);
  }

  /** Others fail at once. */
  public static Cooldown failing() {
    return new Cooldown(Mode.FAIL, DEFAULT_LONGEST);
  }

  /** The same with another longest time. */
  public Cooldown longest(Duration time) {
    return new Cooldown(mode, time);
  }

  @Override
  public String toString() {
    return mode == Mode.WAIT
        ? "calls to an overloaded origin wait up to " + Nanos.format(Nanos.of(LONGEST_WAIT))
        : "calls to an overloaded origin fail at once, for up to "
            + Nanos.format(Nanos.of(longest));
  }
}
