/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

/**
 * Changes the headers of an attempt before it is sent: signs it again, adds a new token, adds the
 * number of the attempt. Called before each attempt of a call: retries, redirects and hedges. Must
 * be thread-safe.
 *
 * <p>Runs within the attempt, so its time counts against the deadline and the attempt timeout. In a
 * blocking call it runs on the caller's thread, in an asynchronous one on the executor of the
 * session; never on a thread that does I/O. A hook that has to wait for something should be an
 * {@link AsyncAttemptHook}: the deadline ends that wait, but cannot end code on the caller's
 * thread.
 */
@FunctionalInterface
public interface AttemptHook {

  /**
   * Called when an attempt is about to be sent.
   *
   * @throws Exception every exception ends the call: the attempt is not sent and not retried, and
   *     the caller gets an {@code InvalidRequestException} with that as its cause. An {@link Error}
   *     reaches the caller unchanged
   */
  void before(OutgoingAttempt attempt) throws Exception;
}
