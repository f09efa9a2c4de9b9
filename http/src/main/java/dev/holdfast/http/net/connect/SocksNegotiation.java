/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.Quoted;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/** What both versions of SOCKS have in common: answers whose length is known before they come. */
abstract class SocksNegotiation implements Negotiation {

  private ByteBuffer answer = NOTHING;
  private boolean agreed;

  /** The next answer has that many bytes. */
  final void await(int bytes) {
    answer = ByteBuffer.allocate(bytes);
  }

  /** The connection leads to the origin. */
  final ByteBuffer agree() {
    agreed = true;
    return NOTHING;
  }

  /**
   * An answer is whole.
   *
   * @return what to send next
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

  /** Something else than SOCKS listens there. */
  static TransportException foreign(String expected, ByteBuffer sent) {
    byte[] bytes = new byte[sent.limit()];
    sent.get(0, bytes);
    return Negotiation.failure(
            "it does not speak " + expected + ", it sent " + Quoted.bytes(bytes), null)
        .asPermanent();
  }
}
