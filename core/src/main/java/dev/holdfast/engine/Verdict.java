/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Counter;
import java.time.Duration;
import java.util.Optional;

/**
 * What a policy's classifier makes of one outcome, before limits, waits and deadlines. Immutable.
 */
public sealed interface Verdict {

  /** Why, in words: ends up in the explained timeline. Put into words only when asked. */
  String reason();

  /**
   * The call is done and this is its result.
   *
   * @param decision that follows: at hand, since a verdict made once serves most calls
   */
  record Accept(Decision.Success decision) implements Verdict {

    /** For that reason. */
    public Accept(String reason) {
      this(new Decision.Success(reason));
    }

    @Override
    public String reason() {
      return decision.reason();
    }
  }

  /** The call failed and must not be tried again. */
  record Reject(String reason) implements Verdict {}

  /** Go on at once with another request: a redirect. Not a failure, so backoff starts afresh. */
  record Follow(String reason) implements Verdict {}

  /**
   * The call may be tried again.
   *
   * @param counter on whose account
   * @param why in words; asked only when somebody reads them, then or later
   * @param serverDelay how long the other side asked to wait: replaces the computed delay, unless
   *     it is zero or negative
   * @param immediate no delay at all, and the backoff does not move; still counted as a retry
   * @param price that the retry budget pays; a free one is still counted as a retry
   * @param spread the share of the server's delay that is added to it at random, at most: clients
   *     that were told the same must not come back in the same moment. 0 to 1
   */
  record Retryable(
      Counter counter,
      Reason why,
      Optional<Duration> serverDelay,
      boolean immediate,
      Price price,
      double spread)
      implements Verdict {

    /** A delay in seconds begins when the client is told, so it is spread already. */
    private static final double SPREAD_OF_SECONDS = 0.25;

    private static final double SPREAD_OF_A_DATE = 2;

    private Retryable(Counter counter, Reason why, boolean immediate, Price price) {
      this(counter, why, Optional.empty(), immediate, price, SPREAD_OF_SECONDS);
    }

    /** The same at another price. */
    public Retryable price(Price other) {
      return new Retryable(counter, why, serverDelay, immediate, other, spread);
    }

    /** The same with the delay that the other side asked for. */
    public Retryable after(Optional<Duration> delay) {
      return new Retryable(counter, why, delay, immediate, price, spread);
    }

    /** The same, where the other side named a date: all clients were told the same moment. */
    public Retryable dated() {
      return new Retryable(counter, why, serverDelay, immediate, price, SPREAD_OF_A_DATE);
    }

    /** Whether the budget pays nothing. */
    public boolean free() {
      return price == Price.FREE;
    }

    @Override
    public String reason() {
      return why.toString();
    }
  }

  /** A retry with the policy's own backoff. */
  static Retryable retry(Counter counter, String reason) {
    return retry(counter, Reason.of(reason));
  }

  /** As {@link #retry(Counter, String)}, with words that are put together only when read. */
  static Retryable retry(Counter counter, Reason why) {
    return new Retryable(counter, why, false, Price.RETURNED);
  }

  /** A retry after the delay that the other side asked for. */
  static Retryable retryAfter(Counter counter, String reason, Duration serverDelay) {
    return retry(counter, reason).after(Optional.of(serverDelay));
  }

  /** A retry with the policy's own backoff that is free of charge. */
  static Retryable retryForFree(Counter counter, String reason) {
    return new Retryable(counter, Reason.of(reason), false, Price.FREE);
  }

  /** A retry at once, which leaves the backoff where it is and is free of charge. */
  static Retryable retryAtOnce(Counter counter, String reason) {
    return new Retryable(counter, Reason.of(reason), true, Price.FREE);
  }
}
