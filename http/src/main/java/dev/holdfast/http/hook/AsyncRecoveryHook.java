/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import java.util.concurrent.CompletionStage;

/** As {@link RecoveryHook}, for what has to wait: the deadline ends the wait. */
@FunctionalInterface
public interface AsyncRecoveryHook {

  /**
   * Whether to send the request once more.
   *
   * @throws Exception as if the stage had failed with it
   */
  CompletionStage<Boolean> recovers(AnsweredAttempt answer) throws Exception;
}
