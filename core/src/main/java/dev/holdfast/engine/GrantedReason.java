/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.retry.RetryPolicy;
import java.util.OptionalInt;

/** The reason for a retry: the failure, the retry's number, and the origin of its delay. */
final class GrantedReason extends Reason {

  /** The server did not ask for a delay. */
  private static final long NOT_ASKED = -1;

  private final Reason cause;
  private final RetryPolicy policy;
  private final int retry;
  private final long delayNanos;
  private final long askedNanos;

  private GrantedReason(
      Reason cause, RetryPolicy policy, int retry, long delayNanos, long askedNanos) {
    this.cause = cause;
    this.policy = policy;
    this.retry = retry;
    this.delayNanos = delayNanos;
    this.askedNanos = askedNanos;
  }

  /** With the delay of the backoff. */
  static Reason backoff(Verdict.Retryable verdict, RetryPolicy policy, int retry, long delayNanos) {
    return new GrantedReason(verdict.why(), policy, retry, delayNanos, NOT_ASKED);
  }

  /** With the delay that the server asked for, perhaps cut. */
  static Reason asked(Verdict.Retryable verdict, RetryPolicy policy, int retry, long delayNanos) {
    long asked = Nanos.of(verdict.serverDelay().orElseThrow());
    return new GrantedReason(verdict.why(), policy, retry, delayNanos, asked);
  }

  @Override
  String words() {
    OptionalInt total = policy.limits().total();
    String of = total.isPresent() ? " of " + total.getAsInt() : "";
    return cause + "; retry " + retry + of + " " + delay();
  }

  private String delay() {
    if (askedNanos == NOT_ASKED) {
      return delayNanos == 0 ? "at once" : "after a backoff of " + Nanos.format(delayNanos);
    }
    String of = "the " + Nanos.format(askedNanos) + " the server asked for";
    if (delayNanos < askedNanos) {
      return "after " + Nanos.format(delayNanos) + ", cut from " + of;
    }
    return delayNanos == askedNanos
        ? "after " + of
        : "after " + of + " and " + Nanos.format(delayNanos - askedNanos) + " of jitter";
  }
}
