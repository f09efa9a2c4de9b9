/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.limit;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Objects;

/**
 * The limit on attempts that run at once, and on attempts that wait. A streamed response counts
 * until its head has arrived; its body is read by the caller and uses a connection only. Immutable.
 *
 * @param rule the rule by which the limit adapts
 * @param initial the limit at the start, or the fixed limit
 * @param max the largest limit
 * @param queue the number of attempts that may wait; default 10,000, 0 refuses at once
 * @param longestWait the longest wait in the queue; default 10 s, or the pool timeout of an HTTP
 *     session
 */
public record ConcurrencyLimit(Rule rule, int initial, int max, int queue, Duration longestWait) {

  private static final int MOST = 1_000_000;
  private static final int DEFAULT_QUEUE = 10_000;
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
  private static final int DEFAULT_INITIAL = 20;
  private static final int DEFAULT_MAX = 200;

  /** The rule by which the limit adapts. */
  public enum Rule {
    /** It is fixed. */
    FIXED,
    /** Up by one a round while attempts succeed, down by a tenth when one fails, as TCP does. */
    AIMD,
    /** Follows the ratio of usual to present latency (Netflix's Gradient2); a failure as AIMD. */
    GRADIENT
  }

  /** Checks its arguments. */
  public ConcurrencyLimit {
    Objects.requireNonNull(rule, "rule");
    require("initial", initial, 1, MOST);
    require("max", max, initial, MOST);
    if (rule == Rule.FIXED && max != initial) {
      throw new IllegalArgumentException(
          "max: " + max + " (expected: " + initial + ", as the limit is fixed)");
    }
    require("queue", queue, 0, MOST);
    Nanos.requireNotNegative("longestWait", longestWait);
  }

  /** A fixed limit. */
  public static ConcurrencyLimit fixed(int limit) {
    return new ConcurrencyLimit(Rule.FIXED, limit, limit, DEFAULT_QUEUE, DEFAULT_WAIT);
  }

  /** A limit that follows success and failure: between 1 and 200, initially 20. */
  public static ConcurrencyLimit aimd() {
    return new ConcurrencyLimit(
        Rule.AIMD, DEFAULT_INITIAL, DEFAULT_MAX, DEFAULT_QUEUE, DEFAULT_WAIT);
  }

  /** A limit that follows latency: between 1 and 200, initially 20. */
  public static ConcurrencyLimit gradient() {
    return new ConcurrencyLimit(
        Rule.GRADIENT, DEFAULT_INITIAL, DEFAULT_MAX, DEFAULT_QUEUE, DEFAULT_WAIT);
  }

  /**
   * The same rule with other bounds; the lower one is always 1.
   *
   * @throws IllegalArgumentException if the limit is fixed
   */
  public ConcurrencyLimit bounds(int initialLimit, int maxLimit) {
    return new ConcurrencyLimit(rule, initialLimit, maxLimit, queue, longestWait);
  }

  /** The same limit with another queue. */
  public ConcurrencyLimit queue(int attempts) {
    return new ConcurrencyLimit(rule, initial, max, attempts, longestWait);
  }

  /** The same limit with another longest wait. */
  public ConcurrencyLimit longestWait(Duration wait) {
    return new ConcurrencyLimit(rule, initial, max, queue, wait);
  }

  /** Whether the longest wait is the default. */
  public boolean waitsAsByDefault() {
    return longestWait.equals(DEFAULT_WAIT);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  @Override
  public String toString() {
    String limit = switch (rule) {
      case FIXED -> String.valueOf(initial);
      case AIMD -> "1 to " + max + " (AIMD)";
      case GRADIENT -> "1 to " + max + " (gradient)";
    };
    return limit + " at once, " + queue + " may wait up to " + Nanos.format(Nanos.of(longestWait));
  }
}
