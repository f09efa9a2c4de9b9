/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import org.apache.hc.core5.http2.H2Error;

/** The window of the peer for one stream or for all (RFC 9113 section 6.9.1). On the loop. */
final class SendWindow {

  private long left;
  /** The sent bytes whose window was not returned. */
  private long lent;

  SendWindow(long initial) {
    this.left = initial;
  }

  /** Returns the bytes left. May be negative after the peer has reduced its window. */
  long left() {
    return left;
  }

  void take(int bytes) {
    left -= bytes;
    lent += bytes;
  }

  /** Whether the peer only returns the window that was used, as it must, in any pieces. */
  boolean givesBack(long bytes) {
    boolean covered = bytes <= lent;
    lent = Math.max(0, lent - bytes);
    return covered;
  }

  /** Returns the sent bytes whose window was not returned. */
  long lent() {
    return lent;
  }

  /** @param bytes negative if the window shrinks */
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
