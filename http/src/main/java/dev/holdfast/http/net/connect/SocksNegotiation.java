/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.Quoted;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/** The common part of both versions of SOCKS: responses whose length is known in advance. */
abstract class SocksNegotiation implements Negotiation {

  private ByteBuffer answer = NOTHING;
  private boolean agreed;

  /** Sets the length of the next response. */
  final void await(int bytes) {
    answer = ByteBuffer.allocate(bytes);
  }

  /** Ends the negotiation: the connection leads to the origin. */
  final ByteBuffer agree() {
    agreed = true;
    return NOTHING;
  }

  /**
   * Handles a whole response.
   *
   * @return the bytes to send next
   */
  abstract ByteBuffer answered(ByteBuffer whole) throws TransportException;

  @Override
  public final int wanted() {
    return answer.remaining();
  }

  @Override
  public final ByteBuffer accept(ByteBuffer arrived) throws TransportException {
    while (arrived.hasRemaining() && answer.hasRemaining()) {
      answer.put(arrived.get());
    }
    return answer.hasRemaining() ? NOTHING : answered(answer.flip());
  }

  @Override
  public final boolean agreed() {
    return agreed;
  }

  @Override
  public final String awaited() {
    return "the SOCKS handshake was over";
  }

  /** Returns the failure of a service that is not SOCKS. */
  static TransportException foreign(String expected, ByteBuffer sent) {
    byte[] bytes = new byte[sent.limit()];
    sent.get(0, bytes);
    return Negotiation.failure(
            "it does not speak " + expected + ", it sent " + Quoted.bytes(bytes), null)
        .asPermanent();
  }
}
