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
 * <p>It refuses when less than {@code 1 / k} of the window succeeded, so after half a window of
 * outage. While nearly all attempts are refused, one in each 150th part of the window (200 ms)
 * passes as a probe. Three successes in a row clear the window: a second later all attempts pass
 * again. Attempts in flight count as successes, unless failures take a second or longer: of a
 * thousand calls at once, the first that fail say nothing about the others.
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

  /** The defaults: at most twice the number that succeeds, counted over 30 s. */
  public static AdaptiveThrottle defaults() {
    return DEFAULTS;
  }

  @Override
  public String toString() {
    return "up to " + k + " times what succeeds in " + Nanos.format(Nanos.of(window));
  }
}
