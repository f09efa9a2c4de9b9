/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/** Parses frames from bytes, piece by piece. */
final class FrameParser {

  /**
   * The largest payload that the peer may send: the initial value (RFC 9113 section 6.5.2), which
   * stays unchanged.
   */
  static final int LARGEST_PAYLOAD = 16 * 1024;

  private final ByteBuffer head = ByteBuffer.allocate(Frame.HEAD_LENGTH);
  private @Nullable ByteBuffer payload;
  private boolean begun;

  /** Whether a part of a frame has arrived and the rest has not. */
  boolean inside() {
    return head.position() > 0;
  }

  /** Consumes bytes up to the end of the next frame. Returns null if more are needed. */
  @Nullable Frame accept(ByteBuffer arrived) throws Http2Fault {
    if (payload == null) {
      move(arrived, head);
      if (head.hasRemaining()) {
        return null;
      }
      payload = ByteBuffer.allocate(length());
    }
    move(arrived, payload);
    return payload.hasRemaining() ? null : finish(payload.flip());
  }

  private int length() throws Http2Fault {
    int length = head.getInt(0) >>> 8;
    if (!begun && (type() != Frame.SETTINGS || head.getInt(5) != 0)) {
      throw Http2Fault.notHttp2(head.array());
    }
    if (length > LARGEST_PAYLOAD) {
      throw new Http2Fault(
          H2Error.FRAME_SIZE_ERROR, "a frame of " + length + " bytes (expected: <= 16384)");
    }
    begun = true;
    return length;
  }

  private Frame finish(ByteBuffer whole) {
    // The highest bit is reserved and ignored.
    Frame frame = new Frame(type(), head.get(4) & 0xff, head.getInt(5) & 0x7fff_ffff, whole);
    head.clear();
    payload = null;
    return frame;
  }

  private int type() {
    return head.get(3) & 0xff;
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int count = Math.min(from.remaining(), to.remaining());
    to.put(from.slice().limit(count));
    from.position(from.position() + count);
  }
}
