/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Headers;
import java.util.Objects;

/** Called during one attempt, on the thread that runs it. Must not block or throw. */
public interface AttemptListener {

  /** A phase begins now; the one before it, if any, has ended. */
  void begin(Phase phase);

  /**
   * A connection is in hand.
   *
   * @param reused whether it has carried a request before
   * @param remote the address it is connected to, for people to read
   */
  void connected(boolean reused, String remote);

  /**
   * An interim response has come: 103 (Early Hints), 100 and others of 1xx, but not 101, and no
   * more than a few in an attempt. Default: ignored.
   */
  default void interim(int status, Headers headers) {
    Objects.requireNonNull(headers, "headers");
  }

  /** What that connection is; once more if the response comes by an older version of HTTP. */
  default void carriedBy(ConnectionInfo connection) {
    Objects.requireNonNull(connection, "connection");
  }

  /** Ignores everything. */
  static AttemptListener none() {
    return NoListener.INSTANCE;
  }
}
