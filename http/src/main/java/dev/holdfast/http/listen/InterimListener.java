/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import dev.holdfast.http.message.Headers;

/**
 * Called for interim responses, which precede the response: 103 (Early Hints, RFC 8297), 102, 100.
 * At most 8 are allowed in an attempt; more are an error of the server. Called when they arrive: in
 * a blocking call on the calling thread or a thread of the session, in an asynchronous one on the
 * session's executor. An exception is logged and changes nothing.
 */
@FunctionalInterface
public interface InterimListener {

  /**
   * Called when an interim response has arrived. Its contents are only hints.
   *
   * @param status 100 to 199, but not 101
   * @param headers as received
   */
  void interim(int status, Headers headers);
}
