/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

/**
 * Decides whether to send the request again after an error response, such as a 401 after the token
 * was renewed. Must be thread-safe.
 *
 * <p>Called when a response has a status of 400 or above that the retry policy does not retry. If a
 * hook returns true, the request is sent again at once, within the same deadline, at most once in a
 * call. That attempt is not a retry: it needs no {@code Retry}, and is charged to no counter and no
 * budget. A body that can be sent only once is not sent again: then the response is the result. The
 * session's authentication is asked first, once for each origin of a call.
 *
 * <p>Runs where an {@link AttemptHook} does.
 */
@FunctionalInterface
public interface RecoveryHook {

  /**
   * Whether to send the request again.
   *
   * @throws Exception ends the call, as in {@link AttemptHook#before}; the exception that the
   *     caller gets has the response
   */
  boolean recovers(AnsweredAttempt answer) throws Exception;
}
