/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import java.util.concurrent.CompletionStage;

/** A {@link RecoveryHook} for recoveries that have to wait. The deadline ends the wait. */
@FunctionalInterface
public interface AsyncRecoveryHook {

  /**
   * Whether to send the request again.
   *
   * @throws Exception handled as a failure of the stage
   */
  CompletionStage<Boolean> recovers(AnsweredAttempt answer) throws Exception;
}
