/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Headers;
import java.util.Objects;

/** Called during one attempt, on the thread that runs it. Must not block or throw. */
public interface AttemptListener {

  /** Called when a phase begins. The one before it, if any, has ended. */
  void begin(Phase phase);

  /**
   * Called when the attempt has a connection.
   *
   * @param reused whether it has carried a request before
   * @param remote the address it is connected to, for people to read
   */
  void connected(boolean reused, String remote);

  /**
   * Called when an interim response has arrived: 103 (Early Hints), 100 and other 1xx statuses, but
   * not 101, and only a few in an attempt. Default: ignored.
   */
  default void interim(int status, Headers headers) {
    Objects.requireNonNull(headers, "headers");
  }

  /**
   * Called with the description of that connection, and again if the response has an older version
   * of HTTP.
   */
  default void carriedBy(ConnectionInfo connection) {
    Objects.requireNonNull(connection, "connection");
  }

  /** Returns a listener that ignores everything. */
  static AttemptListener none() {
    return NoListener.INSTANCE;
  }
}
