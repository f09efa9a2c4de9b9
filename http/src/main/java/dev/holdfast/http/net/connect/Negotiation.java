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
 * The negotiation with a proxy before a connection leads to the origin. Does no I/O: it gets the
 * received bytes, and returns those to send. Its messages call the proxy "it".
 */
interface Negotiation {

  ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Returns the first bytes to send. */
  ByteBuffer opening();

  /** Returns the most bytes to read: those after the last response belong to the origin. */
  int wanted();

  /**
   * Consumes received bytes.
   *
   * @return the bytes to send next; often none
   * @throws TransportException if the proxy refuses, or violates the protocol
   */
  ByteBuffer accept(ByteBuffer arrived) throws TransportException;

  /** Whether the connection now leads to the origin. */
  boolean agreed();

  /** Returns the missing part, for the case that the connection ends now. */
  String awaited();

  /** Returns a failure that another attempt may not meet. No byte for the origin was sent. */
  static TransportException failure(String message, @Nullable Exception cause) {
    return TransportException.of(FailureKind.CONNECT_ERROR, Sent.NO, message, cause);
  }
}
