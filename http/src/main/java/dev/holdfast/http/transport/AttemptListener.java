/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

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

  /** Ignores everything. */
  static AttemptListener none() {
    return NoListener.INSTANCE;
  }
}
