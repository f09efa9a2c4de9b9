/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.loop.Buffers;
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

  /** The payload so far; null if it is passed on as it arrives. */
  private @Nullable ByteBuffer payload;

  /** The bytes to be passed on that have not arrived. */
  private int missing;

  private boolean begun;

  /** Whether a part of a frame has arrived and the rest has not. */
  boolean inside() {
    return head.position() > 0;
  }

  /**
   * Consumes bytes up to the end of the next frame. Returns null if more are needed.
   *
   * <p>DATA without padding is returned in the parts in which it arrives, each as a frame of its
   * own, whose payload is a slice of the bytes: flow control counts bytes, not frames.
   */
  @Nullable Frame accept(ByteBuffer arrived) throws Http2Fault {
    if (head.hasRemaining()) {
      move(arrived, head);
      if (head.hasRemaining()) {
        return null;
      }
      begin(length());
    }
    if (payload == null) {
      return part(arrived);
    }
    move(arrived, payload);
    return payload.hasRemaining() ? null : finish(payload.flip());
  }

  private void begin(int length) {
    boolean inParts = type() == Frame.DATA && (flags() & Frame.PADDED) == 0;
    payload = inParts ? null : ByteBuffer.allocate(length);
    missing = inParts ? length : 0;
  }

  private @Nullable Frame part(ByteBuffer arrived) {
    int size = Math.min(missing, arrived.remaining());
    if (size < missing && size == 0) {
      return null;
    }
    ByteBuffer part = Buffers.take(arrived, size);
    missing -= size;
    return missing == 0 ? finish(part) : new Frame(Frame.DATA, 0, stream(), part);
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
    Frame frame = new Frame(type(), flags(), stream(), whole);
    head.clear();
    payload = null;
    return frame;
  }

  private int type() {
    return head.get(3) & 0xff;
  }

  private int flags() {
    return head.get(4) & 0xff;
  }

  private int stream() {
    // The highest bit is reserved and ignored.
    return head.getInt(5) & 0x7fff_ffff;
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    to.put(Buffers.take(from, Math.min(from.remaining(), to.remaining())));
  }
}
