/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.auth;

/**
 * Fetches tokens, as from the token endpoint of OAuth 2. Called once for all calls that need a new
 * token at the same time, on a thread for that. A call of the same session that it makes to the
 * origin that the token is for is sent without a token; it must be a blocking one.
 */
@FunctionalInterface
public interface TokenSource {

  /**
   * Fetches a new token.
   *
   * @throws Exception ends all calls that wait for the token, with that as the cause
   */
  AccessToken fetch() throws Exception;
}
