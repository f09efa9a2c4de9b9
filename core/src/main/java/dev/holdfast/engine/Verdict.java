/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Counter;
import java.time.Duration;
import java.util.Optional;

/** The classification of one outcome, before limits, waits and deadlines apply. Immutable. */
public sealed interface Verdict {

  /** The reason, for the timeline; put together only when asked. */
  String reason();

  /**
   * The call is done and this is its result.
   *
   * @param decision that follows; kept, since one verdict serves most calls
   */
  record Accept(Decision.Success decision) implements Verdict {

    /** An acceptance for that reason. */
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

  /**
   * Go on at once with another request: a redirect. It is no failure, so the backoff starts again.
   */
  record Follow(String reason) implements Verdict {}

  /**
   * Send the same request once more at once: the caller has removed the cause, such as a token that
   * had expired. No counter is charged and the backoff stays; the caller bounds how often.
   */
  record Again(String reason) implements Verdict {}

  /**
   * The call may be tried again.
   *
   * @param counter that is charged
   * @param why in words; put together only when read
   * @param serverDelay the delay that the server asked for, if any; replaces the backoff's, unless
   *     it is zero or negative
   * @param immediate whether the retry follows at once, without a step of the backoff; still
   *     counted
   * @param price of the retry in the budget; a free retry is still counted
   * @param spread the largest random addition to the server's delay, as a share of it, so that
   *     clients with the same delay do not return at the same moment. 0 to 1
   */
  record Retryable(
      Counter counter,
      Reason why,
      Optional<Duration> serverDelay,
      boolean immediate,
      Price price,
      double spread)
      implements Verdict {

    /** A delay in seconds starts at each client's own response, so it needs less spread. */
    private static final double SPREAD_OF_SECONDS = 0.25;

    private static final double SPREAD_OF_A_DATE = 2;

    private Retryable(Counter counter, Reason why, boolean immediate, Price price) {
      this(counter, why, Optional.empty(), immediate, price, SPREAD_OF_SECONDS);
    }

    /** The same at another price. */
    public Retryable price(Price other) {
      return new Retryable(counter, why, serverDelay, immediate, other, spread);
    }

    /** The same with the delay that the server asked for. */
    public Retryable after(Optional<Duration> delay) {
      return new Retryable(counter, why, delay, immediate, price, spread);
    }

    /** The same, for a delay until a date, which is the same moment for all clients. */
    public Retryable dated() {
      return new Retryable(counter, why, serverDelay, immediate, price, SPREAD_OF_A_DATE);
    }

    /** Whether the retry is free. */
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

  /** As {@link #retry(Counter, String)}, with text that is put together only when read. */
  static Retryable retry(Counter counter, Reason why) {
    return new Retryable(counter, why, false, Price.RETURNED);
  }

  /** A retry after the delay that the server asked for. */
  static Retryable retryAfter(Counter counter, String reason, Duration serverDelay) {
    return retry(counter, reason).after(Optional.of(serverDelay));
  }

  /** A free retry with the policy's own backoff. */
  static Retryable retryForFree(Counter counter, String reason) {
    return new Retryable(counter, Reason.of(reason), false, Price.FREE);
  }

  /** A free retry at once, without a step of the backoff. */
  static Retryable retryAtOnce(Counter counter, String reason) {
    return new Retryable(counter, Reason.of(reason), true, Price.FREE);
  }
}
