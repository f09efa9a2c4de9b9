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
 * The load that retries may add to one origin, over all calls. Immutable.
 *
 * <p>Every success earns a part of a retry (0.3 by default), and a retry that succeeds is refunded.
 * So retries that help are hardly limited. During an outage nothing succeeds, and only a small
 * reserve is left. The reserve is enough for programs with few calls. A single call that fails
 * while no other fails is limited by its own policy only.
 *
 * <p>Over any time, failed retries are at most {@code ratio} of its successes and of the attempts
 * in flight, plus the larger of {@code reserve} and {@code ratio} of the successes in the
 * {@code window} before, plus the refilled part of the reserve.
 *
 * <p>Why these numbers: docs/decisions/0701-retry-budget.md compares Finagle, Envoy, gRPC and the
 * AWS SDKs, and measures.
 *
 * @param ratio retries that one success earns, 0 to 1; default 0.3
 * @param reserve retries without any success, 1 to 1,000,000; default 5
 * @param refill time in which the empty reserve refills, up to a day; default 5 min
 * @param window time for which a success is counted; default 3.3 s
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
      new RetryBudget(0.1, 2, Duration.ofMinutes(2), Duration.ofSeconds(4));

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
   * The defaults: 0.3 of the successes of 3.3 s, or a reserve of 5 retries that refills within 5
   * minutes.
   */
  public static RetryBudget defaults() {
    return DEFAULTS;
  }

  /**
   * The budget of a whole session: as {@link #defaults}, with a reserve of 20 that refills within a
   * minute. It acts when many origins fail at once, as when the client's own network is down.
   */
  public static RetryBudget session() {
    return SESSION;
  }

  /**
   * The budget of hedges: 0.1 of the successes of 4 s, or a reserve of 2 that fills within two
   * minutes.
   */
  public static RetryBudget hedges() {
    return HEDGES;
  }

  /** The defaults with another ratio and reserve. */
  public static RetryBudget of(double ratio, int reserve) {
    return new RetryBudget(ratio, reserve, DEFAULTS.refill, DEFAULTS.window);
  }

  /** The same rules with another reserve. */
  public RetryBudget reserve(int retries) {
    return new RetryBudget(ratio, retries, refill, window);
  }

  /**
   * A budget with these rules and a full reserve.
   *
   * @param name of the origin, for messages
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
