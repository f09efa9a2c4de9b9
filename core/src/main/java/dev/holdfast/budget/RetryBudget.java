/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.time.TimeSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;

/**
 * How much load retries may add to one origin, over all calls together. Immutable.
 *
 * <p>Every success pays for a part of a retry (three tenths by default), and a retry that succeeds
 * gets back what it cost. So retries that help are hardly limited, and retries that do not help end
 * by themselves: during an outage nothing succeeds, and what is left is a small reserve. It keeps
 * programs that make few calls as if there were no budget; a single call that fails while no other
 * does is not limited at all, other than by its own policy.
 *
 * <p>In any stretch of time, retries that fail are at most {@code ratio} of the successes in it and
 * of the attempts in flight, plus the larger of {@code reserve} and {@code ratio} of the successes
 * in the {@code window} before it, plus what of the reserve has filled again.
 *
 * <p>Why these numbers: docs/decisions/0701-retry-budget.md compares Finagle, Envoy, gRPC and the
 * AWS SDKs, and measures.
 *
 * @param ratio retries that one success pays for, 0 to 1; default 0.3
 * @param reserve retries that are there without any success, 1 to 1,000,000; default 5
 * @param refill how long the empty reserve takes to fill by itself, up to a day; default 5 min
 * @param window how long the payment of a success is kept; default 3.3 s
 */
public record RetryBudget(double ratio, int reserve, Duration refill, Duration window) {

  /** The largest reserve. */
  public static final int MOST = 1_000_000;

  private static final Duration LONGEST_REFILL = Duration.ofDays(1);

  private static final RetryBudget DEFAULTS =
      new RetryBudget(0.3, 5, Duration.ofMinutes(5), Duration.ofMillis(3300));

  private static final RetryBudget SESSION =
      new RetryBudget(0.25, 20, Duration.ofMinutes(1), Duration.ofSeconds(4));
  private static final RetryBudget HEDGES =
      new RetryBudget(0.1, 5, Duration.ofMinutes(5), Duration.ofSeconds(4));

  /** Checks its arguments. */
  public RetryBudget {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("ratio: " + ratio + " (expected: 0 to 1)");
    }
    if (reserve < 1 || reserve > MOST) {
      throw new IllegalArgumentException("reserve: " + reserve + " (expected: 1 to " + MOST + ")");
    }
    if (Nanos.requirePositive("refill", refill).compareTo(LONGEST_REFILL) > 0) {
      throw new IllegalArgumentException("refill: " + refill + " (expected: up to a day)");
    }
    Nanos.requirePositive("window", window);
  }

  /**
   * Three tenths of the successes of 3.3 s, or a reserve of 5 retries that fills within 5 minutes.
   */
  public static RetryBudget defaults() {
    return DEFAULTS;
  }

  /**
   * What all origins of a session together may add: as {@link #defaults}, with a reserve of 20 that
   * fills within a minute. It acts when many origins fail at once, so when the client's own network
   * is down.
   */
  public static RetryBudget session() {
    return SESSION;
  }

  /** What hedges may add: a tenth of the successes of 4 s, or a reserve of 5. */
  public static RetryBudget hedges() {
    return HEDGES;
  }

  /** The standard with another ratio and reserve. */
  public static RetryBudget of(double ratio, int reserve) {
    return new RetryBudget(ratio, reserve, DEFAULTS.refill, DEFAULTS.window);
  }

  /** The same rules with another reserve. */
  public RetryBudget reserve(int retries) {
    return new RetryBudget(ratio, retries, refill, window);
  }

  /**
   * An account under these rules, with a full reserve.
   *
   * @param name of the place that is called, for messages
   */
  public Budget open(String name, TimeSource time) {
    return new TokenBudget(Objects.requireNonNull(name, "name"), this, time);
  }

  @Override
  public String toString() {
    String percent = BigDecimal.valueOf(ratio * 100)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
    return percent + " % of the successes of " + Nanos.format(Nanos.of(window)) + ", or " + reserve
        + " per " + Nanos.format(Nanos.of(refill));
  }
}
