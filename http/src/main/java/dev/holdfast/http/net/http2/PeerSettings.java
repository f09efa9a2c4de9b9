/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.nio.ByteBuffer;

/** The settings of the peer (SETTINGS, RFC 9113 section 6.5.2), within the client's own limits. */
final class PeerSettings {

  /** The limit on streams for a peer that sets none. */
  private static final int MOST_STREAMS = 1_000;

  private int mostStreams = MOST_STREAMS;
  private long initialWindow = Frame.INITIAL_WINDOW;
  private int tableSize = 4096;

  int mostStreams() {
    return mostStreams;
  }

  /** Returns the bytes that a new stream may send before the peer has consumed anything. */
  long initialWindow() {
    return initialWindow;
  }

  /**
   * Returns the limit on the compression table. It never grows again: a table that was emptied and
   * enlarged between two heads would have to be announced as both (RFC 7541 section 4.2), which
   * HttpCore's encoder cannot.
   */
  int tableSize() {
    return tableSize;
  }

  /** Applies the payload of a frame. */
  void accept(ByteBuffer payload) throws Http2Fault {
    while (payload.hasRemaining()) {
      accept(payload.getShort() & 0xffff, payload.getInt() & 0xffff_ffffL);
    }
  }

  private void accept(int name, long value) throws Http2Fault {
    switch (name) {
      case 1 -> tableSize = (int) Math.min(value, tableSize);
      case 2 -> require(value == 0, "ENABLE_PUSH", value);
      case 3 -> mostStreams = (int) Math.min(value, MOST_STREAMS);
      case 4 -> initialWindow = SendWindow.requireAllowed(value);
      // Frames are always sent with the smallest limit.
      case 5 -> require(value >= 16_384 && value <= 16_777_215, "MAX_FRAME_SIZE", value);
      default -> {
        // Unknown settings are ignored.
      }
    }
  }

  private static void require(boolean allowed, String name, long value) throws Http2Fault {
    if (!allowed) {
      throw Http2Fault.protocol("SETTINGS with " + name + " of " + value);
    }
  }
}
