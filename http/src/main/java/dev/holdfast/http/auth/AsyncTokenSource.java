/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import java.util.concurrent.CompletionStage;

/** A {@link TokenSource} that holds no thread while it waits. */
@FunctionalInterface
public interface AsyncTokenSource {

  /**
   * Fetches a new token.
   *
   * @throws Exception handled as a failure of the stage
   */
  CompletionStage<AccessToken> fetch() throws Exception;
}
