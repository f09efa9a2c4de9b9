/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import org.apache.hc.core5.http2.H2Error;

/** How much the peer still takes, of one stream or of all (RFC 9113 section 6.9.1). On the loop. */
final class SendWindow {

  private long left;
  /** What was sent and has not been given back. */
  private long lent;

  SendWindow(long initial) {
    this.left = initial;
  }

  /** May be below 0 when the peer has changed its mind. */
  long left() {
    return left;
  }

  void take(int bytes) {
    left -= bytes;
    lent += bytes;
  }

  /** Whether the peer only gives back what was sent, as it must, in any pieces. */
  boolean givesBack(long bytes) {
    boolean covered = bytes <= lent;
    lent = Math.max(0, lent - bytes);
    return covered;
  }

  /** What was sent and has not been given back. */
  long lent() {
    return lent;
  }

  /** @param bytes below 0 if it shrinks */
  void enlarge(long bytes) throws Http2Fault {
    left = requireAllowed(left + bytes);
  }

  static long requireAllowed(long size) throws Http2Fault {
    if (size > Integer.MAX_VALUE) {
      throw new Http2Fault(H2Error.FLOW_CONTROL_ERROR, "a window beyond 2^31 - 1");
    }
    return size;
  }
}
