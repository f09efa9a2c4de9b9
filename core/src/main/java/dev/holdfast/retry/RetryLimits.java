/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The number of retries of a call, in total and on each {@link Counter}. An absent limit does not
 * limit. {@code total} covers all counters except {@link Counter#REDIRECT}, which does not count
 * retries and has its own limit. Immutable.
 */
public final class RetryLimits {

  private final OptionalInt total;
  private final Map<Counter, Integer> perCounter;

  private RetryLimits(OptionalInt total, Map<Counter, Integer> perCounter) {
    this.total = total;
    this.perCounter = perCounter;
  }

  /**
   * Limits with that total: at most that many retries, so one attempt more.
   *
   * @throws IllegalArgumentException if {@code total} is negative
   */
  public static RetryLimits total(int total) {
    return new RetryLimits(OptionalInt.of(requireCount("total", total)), Map.of());
  }

  /** No total: only with limits on counters, or with a deadline. */
  public static RetryLimits unlimited() {
    return new RetryLimits(OptionalInt.empty(), Map.of());
  }

  /**
   * These limits with another total.
   *
   * @throws IllegalArgumentException if {@code total} is negative
   */
  public RetryLimits withTotal(int total) {
    return new RetryLimits(OptionalInt.of(requireCount("total", total)), perCounter);
  }

  /** These limits without a total: the counters still hold. */
  public RetryLimits withoutTotal() {
    return new RetryLimits(OptionalInt.empty(), perCounter);
  }

  /**
   * These limits with a limit on that counter.
   *
   * @throws IllegalArgumentException if {@code limit} is negative
   */
  public RetryLimits with(Counter counter, int limit) {
    Map<Counter, Integer> copy = new EnumMap<>(Counter.class);
    copy.putAll(perCounter);
    copy.put(counter, requireCount(counter.label(), limit));
    return new RetryLimits(total, copy);
  }

  /** The limit over all counters. */
  public OptionalInt total() {
    return total;
  }

  /** The limit on that counter. */
  public OptionalInt of(Counter counter) {
    Integer limit = perCounter.get(counter);
    return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
  }

  /** Whether retries of some kind are unlimited; redirects are not retries. */
  public boolean unbounded() {
    EnumSet<Counter> retries = EnumSet.complementOf(EnumSet.of(Counter.REDIRECT));
    return total.isEmpty() && !perCounter.keySet().containsAll(retries);
  }

  private static int requireCount(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
    }
    return value;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("total=");
    text.append(total.isPresent() ? String.valueOf(total.getAsInt()) : "unlimited");
    perCounter.forEach((counter, limit) ->
        text.append(", ").append(counter.label()).append('=').append(limit));
    return text.toString();
  }
}
