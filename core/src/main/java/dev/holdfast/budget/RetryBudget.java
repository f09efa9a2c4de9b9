/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import dev.holdfast.time.Nanos;
import dev.holdfast.time.TimeSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;

/**
 * How much load retries may add to one place, over all calls together. Immutable.
 *
 * <p>Every success pays for a part of a retry (10 % by default); a small reserve, which fills by
 * itself within a minute, keeps programs that make few calls as if there were no budget. During an
 * outage nothing succeeds, so what is left is the reserve: extra load ends by itself.
 *
 * <p>In any stretch of time, retries are at most {@code ratio} of the successes in it and in the
 * {@code window} before it, plus {@code reserve}, plus what of the reserve has filled again.
 *
 * <p>Why these numbers: docs/decisions/0701-retry-budget.md compares Finagle, Envoy, gRPC and the
 * AWS SDKs.
 *
 * @param ratio retries that one success pays for, 0 to 1; default 0.1
 * @param reserve retries that are there without any success, 1 to 1,000,000; default 10
 * @param refill how long the empty reserve takes to fill by itself, up to a day; default 60 s
 * @param window how long the payment of a success is kept; default 10 s
 */
public record RetryBudget(double ratio, int reserve, Duration refill, Duration window) {

  /** The largest reserve. */
  public static final int MOST = 1_000_000;

  private static final Duration LONGEST_REFILL = Duration.ofDays(1);

  private static final RetryBudget STANDARD =
      new RetryBudget(0.1, 10, Duration.ofSeconds(60), Duration.ofSeconds(10));

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

  /** 10 % of successes over 10 s, and a reserve of 10 retries that fills within a minute. */
  public static RetryBudget standard() {
    return STANDARD;
  }

  /** The standard with another ratio and reserve. */
  public static RetryBudget of(double ratio, int reserve) {
    return new RetryBudget(ratio, reserve, STANDARD.refill, STANDARD.window);
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
    return percent + " % of the successes of " + Nanos.format(Nanos.of(window)) + " and " + reserve
        + " per " + Nanos.format(Nanos.of(refill));
  }
}
