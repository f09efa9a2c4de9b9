/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.guard.RefusedException;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Reads outcomes of attempts: a response, a failure of the transport, or a refusal by the policies
 * of the session.
 */
final class Outcomes {

  private Outcomes() {}

  /**
   * Returns the failure of the transport, or null if there was a response. Not for refused
   * attempts.
   */
  static @Nullable TransportException failure(Outcome<ReceivedResponse> outcome) {
    if (!(outcome instanceof Outcome.Failure<ReceivedResponse> failed)) {
      return null;
    }
    if (failed.error() instanceof TransportException failure) {
      return failure;
    }
    throw new AssertionError(failed.error());
  }

  /** Returns the response of an outcome that is known to have one. */
  static ReceivedResponse answer(Outcome<ReceivedResponse> outcome) {
    if (outcome instanceof Outcome.Value<ReceivedResponse> answered) {
      return answered.value();
    }
    throw new AssertionError(outcome);
  }

  /** Returns whether the request may have reached the server. */
  static Sent sent(Outcome<ReceivedResponse> outcome) {
    return outcome instanceof Outcome.Failure<ReceivedResponse> failed
        ? sent(failed.error())
        : Sent.ANSWERED;
  }

  /** Returns the same for an attempt that failed. A refused one sent nothing. */
  static Sent sent(Throwable error) {
    return error instanceof TransportException failure ? failure.sent() : Sent.NO;
  }

  /** Returns the category of an attempt that failed or was refused. */
  static Category category(Throwable error) {
    if (error instanceof TransportException failure) {
      return Category.of(failure.kind());
    }
    if (error instanceof RefusedException refusal) {
      return switch (refusal.kind()) {
        case BREAKER_OPEN -> Category.BREAKER_OPEN;
        case RATE_LIMITED -> Category.RATE_LIMITED;
        case OVERLOADED -> Category.OVERLOADED;
        case QUEUE_TIMEOUT -> Category.POOL_TIMEOUT;
        case DEADLINE -> Category.DEADLINE_EXCEEDED;
      };
    }
    throw new AssertionError(error);
  }
}
