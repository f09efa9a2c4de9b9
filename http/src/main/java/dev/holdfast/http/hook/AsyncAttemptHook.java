/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import java.util.concurrent.CompletionStage;

/**
 * As {@link AttemptHook}, for changes that have to wait: for a token, for a signature of another
 * service. The attempt is sent when the stage has completed; the deadline and the attempt timeout
 * end the wait, in a blocking call too.
 */
@FunctionalInterface
public interface AsyncAttemptHook {

  /**
   * An attempt is about to be sent.
   *
   * @return completes when the attempt may be sent; fails with what ends the call, as an exception
   *     of {@link AttemptHook#before} does
   * @throws Exception as if the stage had failed with it
   */
  CompletionStage<?> before(OutgoingAttempt attempt) throws Exception;
}
