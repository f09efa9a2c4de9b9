/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;

/**
 * One frame of HTTP/2 (RFC 9113 section 4.1).
 *
 * @param type one of the constants here, or unknown
 * @param stream 0 for the connection
 */
record Frame(int type, int flags, int stream, ByteBuffer payload) {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 0x1;
  static final int ACK = 0x1;
  static final int END_HEADERS = 0x4;
  static final int PADDED = 0x8;
  static final int HAS_PRIORITY = 0x20;

  static final int HEAD_LENGTH = 9;

  /** The bytes that a peer may send before a window is enlarged (RFC 9113 section 6.9.2). */
  static final int INITIAL_WINDOW = 65_535;

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /**
   * Returns the payload of DATA and HEADERS without padding and priority (RFC 9113 section 6.1).
   */
  ByteBuffer content() throws Http2Fault {
    ByteBuffer content = payload.duplicate();
    int padded = has(PADDED) ? 1 : 0;
    int priority = type == HEADERS && has(HAS_PRIORITY) ? 5 : 0;
    if (content.remaining() < padded + priority) {
      throw new Http2Fault(H2Error.FRAME_SIZE_ERROR, "a frame shorter than its flags say");
    }
    int padding = padded == 0 ? 0 : content.get() & 0xff;
    content.position(content.position() + priority);
    if (content.remaining() < padding) {
      throw Http2Fault.protocol("more padding than content");
    }
    return content.limit(content.limit() - padding);
  }

  void requireLength(int length) throws Http2Fault {
    if (payload.remaining() != length) {
      throw new Http2Fault(
          H2Error.FRAME_SIZE_ERROR, "a frame of type " + type + " of a wrong length");
    }
  }

  void requireConnection() throws Http2Fault {
    if (stream != 0) {
      throw Http2Fault.protocol("a frame of type " + type + " for stream " + stream);
    }
  }

  /** Returns the bytes of a frame. */
  static ByteBuffer encode(int type, int flags, int stream, ByteBuffer payload) {
    return start(type, flags, stream, payload.remaining(), payload.remaining())
        .put(payload)
        .flip();
  }

  /** Returns the bytes before the payload, ready to be sent. */
  ByteBuffer head() {
    return start(type, flags, stream, payload.remaining(), 0).flip();
  }

  private static ByteBuffer start(int type, int flags, int stream, int length, int room) {
    return ByteBuffer.allocate(HEAD_LENGTH + room)
        .putInt(length << 8 | type)
        .put((byte) flags)
        .putInt(stream);
  }

  static ByteBuffer encode(int type, int stream, int... numbers) {
    ByteBuffer payload = ByteBuffer.allocate(numbers.length * Integer.BYTES);
    for (int number : numbers) {
      payload.putInt(number);
    }
    return encode(type, 0, stream, payload.flip());
  }
}
