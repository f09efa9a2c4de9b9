/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a proxy before a connection leads to the origin. Does no I/O: it is told what has
 * come, and says what to send. Its failures speak of the proxy as "it".
 */
interface Negotiation {

  ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** What to send first. */
  ByteBuffer opening();

  /** How many bytes to read at most: what comes behind the last answer is the origin's. */
  int wanted();

  /**
   * Takes what has come.
   *
   * @return what to send next; often nothing
   * @throws TransportException if the proxy refuses, or makes no sense
   */
  ByteBuffer accept(ByteBuffer arrived) throws TransportException;

  /** Whether the connection leads to the origin from now on. */
  boolean agreed();

  /** What is missing, should the connection end now. */
  String awaited();

  /** A failure that another attempt may not meet. No byte for the origin has left. */
  static TransportException failure(String message, @Nullable Exception cause) {
    return TransportException.of(FailureKind.CONNECT_ERROR, Sent.NO, message, cause);
  }
}
