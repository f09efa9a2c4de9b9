/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The outcome of a call. The caller reads the body of a streamed response after it.
 *
 * @param status of the response that the caller gets, if it gets one
 * @param error the category of the failure, as {@code deadline_exceeded}; for an exception that is
 *     not Holdfast's, the name of its class
 * @param failure the exception that the caller gets, if it gets one
 * @param attempts the number of attempts that were begun
 * @param elapsed since the start of the call
 * @param waited the sum of the waits between attempts, as decided; without waits for a policy
 */
public record CallOutcome(
    OptionalInt status,
    Optional<String> error,
    Optional<Throwable> failure,
    int attempts,
    Duration elapsed,
    Duration waited) {

  /** Checks that nothing is missing. */
  public CallOutcome {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(waited, "waited");
  }
}
