/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

/**
 * Says whether an error response is worth one more attempt, such as a 401 after the token was
 * renewed. Must be thread-safe.
 *
 * <p>Asked when a response has a status of 400 or above that the retry policy does not retry. If a
 * hook says yes, the request is sent again at once, within the same deadline, at most once in a
 * call. That attempt is no retry: it needs no {@code Retry}, is charged to no counter and to no
 * budget. A body that can be sent only once is not sent again: then the response is the result.
 *
 * <p>Runs where an {@link AttemptHook} does.
 */
@FunctionalInterface
public interface RecoveryHook {

  /**
   * Whether to send the request once more.
   *
   * @throws Exception ends the call, as that of {@link AttemptHook#before}; the exception that the
   *     caller gets has the response
   */
  boolean recovers(AnsweredAttempt answer) throws Exception;
}
