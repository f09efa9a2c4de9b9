/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.throttle;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/**
 * Refuses a growing share of attempts while the other side fails them, so that it receives at most
 * about {@code k} times what it can serve: a breaker without states. Immutable.
 *
 * <p>It takes hold when less than {@code 1 / k} of the window succeeded, so after half a window of
 * outage. While nearly all is refused, one attempt in each 150th part of the window (200 ms) finds
 * out whether the other side is back, and three successes in a row forget what was before: a second
 * later all pass again. Attempts in flight count as if they had succeeded, unless attempts take a
 * second to fail: of a thousand calls at once, those that fail first say nothing about the others.
 *
 * @see <a href="https://sre.google/sre-book/handling-overload/">Site Reliability Engineering,
 *     chapter 21, client-side throttling</a>
 * @param k attempts that pass per success, above 1; default 2
 * @param window the time over which attempts are counted; default 30 s
 * @param minimum attempts in the window below which nothing is refused; default 10
 */
public record AdaptiveThrottle(double k, Duration window, int minimum) {

  private static final AdaptiveThrottle DEFAULTS =
      new AdaptiveThrottle(2, Duration.ofSeconds(30), 10);

  /** Checks its arguments. */
  public AdaptiveThrottle {
    if (!(k > 1 && k <= 1000)) {
      throw new IllegalArgumentException("k: " + k + " (expected: > 1, <= 1000)");
    }
    Nanos.requirePositive("window", window);
    if (minimum < 1) {
      throw new IllegalArgumentException("minimum: " + minimum + " (expected: >= 1)");
    }
  }

  /** The defaults: twice what succeeds, counted over 30 s. */
  public static AdaptiveThrottle defaults() {
    return DEFAULTS;
  }

  @Override
  public String toString() {
    return "up to " + k + " times what succeeds in " + Nanos.format(Nanos.of(window));
  }
}
