/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import dev.holdfast.http.message.Headers;

/**
 * Told of interim responses, which come before the response: 103 (Early Hints, RFC 8297), 102, 100.
 * At most 8 in an attempt: more are an error of the server. Told as they come, in a blocking call
 * on the calling thread or a thread of the session, in an asynchronous one on the session's
 * executor. What it throws is logged, and changes nothing.
 */
@FunctionalInterface
public interface InterimListener {

  /**
   * An interim response has come. Nothing in it is more than a hint.
   *
   * @param status 100 to 199, but not 101
   * @param headers as received
   */
  void interim(int status, Headers headers);
}
