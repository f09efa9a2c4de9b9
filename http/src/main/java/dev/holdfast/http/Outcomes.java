/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import org.jspecify.annotations.Nullable;

/** Outcomes of attempts as HTTP has them: an exchange, or a failure of the transport. */
final class Outcomes {

  private Outcomes() {}

  /** Why there was no answer, if there was none. */
  static @Nullable TransportException failure(Outcome<Exchange> outcome) {
    if (!(outcome instanceof Outcome.Failure<Exchange> failed)) {
      return null;
    }
    if (failed.error() instanceof TransportException failure) {
      return failure;
    }
    throw new AssertionError(failed.error());
  }

  /** The answer, where it is known that there was one. */
  static Exchange answer(Outcome<Exchange> outcome) {
    if (outcome instanceof Outcome.Value<Exchange> answered) {
      return answered.value();
    }
    throw new AssertionError(outcome);
  }

  /** How far the request came. */
  static Sent sent(Outcome<Exchange> outcome) {
    TransportException failure = failure(outcome);
    return failure == null ? Sent.ANSWERED : failure.sent();
  }
}
