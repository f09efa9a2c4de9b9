/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown when the retries of a call are used up (by a counter, a stop condition or the retry
 * budget), and its last response has a status that is retried. Thrown only if the policy says
 * {@link RetryBuilder#raiseOnStatus raiseOnStatus(true)}; {@link #response()} is that last
 * response.
 *
 * <p>Not thrown
 *
 * <ul>
 *   <li>by default: the call returns the last response, and {@link Response#raiseForStatus} throws
 *       a {@link StatusException};
 *   <li>if the last attempt failed without a response: the exception is then the one of that
 *       failure, such as {@link ReadTimeoutException}, whether or not it was retried;
 *   <li>if the status is not retried, or not for that method;
 *   <li>if retries are off ({@link Retry#off}, {@code total(0)});
 *   <li>if the next wait does not fit into the deadline ({@link DeadlineExceededException}) or is
 *       longer than allowed ({@link RetryAfterExceededException}), or a safeguard refuses the next
 *       attempt ({@link CallRefusedException}).
 * </ul>
 */
public final class RetriesExhaustedException extends RequestException {
  private static final long serialVersionUID = 1L;

  RetriesExhaustedException(Failure failure) {
    super(failure);
  }
}
