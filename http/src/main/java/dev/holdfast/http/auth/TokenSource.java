/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

/**
 * Fetches tokens, for example from the token endpoint of OAuth 2. Called once for all calls that
 * need a new token at the same time, on a dedicated thread. If it calls the origin of the token
 * over the same session, that call is sent without a token; it must be a blocking one.
 */
@FunctionalInterface
public interface TokenSource {

  /**
   * Fetches a new token.
   *
   * @throws Exception ends all calls that wait for the token, as their cause
   */
  AccessToken fetch() throws Exception;
}
