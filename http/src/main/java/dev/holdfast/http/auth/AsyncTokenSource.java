/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

import java.util.concurrent.CompletionStage;

/** As {@link TokenSource}, without holding a thread while it waits. */
@FunctionalInterface
public interface AsyncTokenSource {

  /**
   * Fetches a new token.
   *
   * @throws Exception as if the stage had failed with it
   */
  CompletionStage<AccessToken> fetch() throws Exception;
}
