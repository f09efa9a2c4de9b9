/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cooldown;

import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.Objects;

/**
 * What other calls do while a place has asked to be left alone ({@code Retry-After} on a 429 or a
 * 503). Immutable.
 *
 * @param mode whether they wait or fail
 * @param longest what one answer may cost at most; default 60 s. Others come back then, and may be
 *     told again
 */
public record Cooldown(Mode mode, Duration longest) {

  private static final Duration DEFAULT_LONGEST = Duration.ofSeconds(60);

  /** What other calls do. */
  public enum Mode {
    /** Wait until the time is over, if their deadline allows; else fail at once. */
    WAIT,
    /** Fail at once. */
    FAIL
  }

  /** Checks its arguments. */
  public Cooldown {
    Objects.requireNonNull(mode, "mode");
    Nanos.requirePositive("longest", longest);
  }

  /** Others wait, at most 60 s. */
  public static Cooldown waiting() {
    return new Cooldown(Mode.WAIT, DEFAULT_LONGEST);
  }

  /** Others fail at once, for at most 60 s. */
  public static Cooldown failing() {
    return new Cooldown(Mode.FAIL, DEFAULT_LONGEST);
  }

  /** The same with another longest time. */
  public Cooldown longest(Duration time) {
    return new Cooldown(mode, time);
  }

  @Override
  public String toString() {
    return "others " + (mode == Mode.WAIT ? "wait" : "fail") + " up to "
        + Nanos.format(Nanos.of(longest));
  }
}
