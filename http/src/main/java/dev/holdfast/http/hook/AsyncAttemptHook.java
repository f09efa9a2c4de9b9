/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import java.util.concurrent.CompletionStage;

/**
 * An {@link AttemptHook} for changes that have to wait: for a token, for a signature of another
 * service. The attempt is sent when the stage has completed. The deadline and the attempt timeout
 * end the wait, in a blocking call too.
 */
@FunctionalInterface
public interface AsyncAttemptHook {

  /**
   * Called when an attempt is about to be sent.
   *
   * @return completes when the attempt may be sent; a failure ends the call, as an exception of
   *     {@link AttemptHook#before} does
   * @throws Exception handled as a failure of the stage
   */
  CompletionStage<?> before(OutgoingAttempt attempt) throws Exception;
}
