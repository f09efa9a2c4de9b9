/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

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
   * @param free of charge: not paid from the retry budget, and no failure of the other side, since
   *     the cause was no sign of trouble there; still counted as a retry
   */
  record Retryable(
      Counter counter, Reason why, Optional<Duration> serverDelay, boolean immediate, boolean free)
      implements Verdict {
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
    return new Retryable(counter, why, Optional.empty(), false, false);
  }

  /** A retry after the delay that the other side asked for. */
  static Retryable retryAfter(Counter counter, String reason, Duration serverDelay) {
    return new Retryable(counter, Reason.of(reason), Optional.of(serverDelay), false, false);
  }

  /** A retry with the policy's own backoff that is free of charge. */
  static Retryable retryForFree(Counter counter, String reason) {
    return new Retryable(counter, Reason.of(reason), Optional.empty(), false, true);
  }

  /** A retry at once, which leaves the backoff where it is and is free of charge. */
  static Retryable retryAtOnce(Counter counter, String reason) {
    return new Retryable(counter, Reason.of(reason), Optional.empty(), true, true);
  }
}
