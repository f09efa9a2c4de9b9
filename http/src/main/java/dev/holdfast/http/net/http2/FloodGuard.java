/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import org.apache.hc.core5.http2.H2Error;

/**
 * Bounds frames that cause work without use: pings, settings, empty data, a window beyond the sent
 * bytes. A peer may send 1,000 in ten seconds, far more than keep-alive needs, and some for every
 * request and every frame of a body, because peers measure round trips as often as data moves.
 * Returning the used window is not a flood, in whatever pieces.
 */
final class FloodGuard {

  private static final int MOST = 1_000;
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private static final int PER_USEFUL_FRAME = 4;

  private long windowBegan = System.nanoTime();
  private int count;

  /** Records that a request, or a part of a body, was sent or received. */
  void useful() {
    count = Math.max(0, count - PER_USEFUL_FRAME);
  }

  void idle(String what) throws Http2Fault {
    long now = System.nanoTime();
    if (now - windowBegan > WINDOW_NANOS) {
      windowBegan = now;
      count = 0;
    }
    count++;
    if (count > MOST) {
      throw new Http2Fault(
          H2Error.ENHANCE_YOUR_CALM,
          "more than " + MOST + " frames without content in 10 s, the last one " + what);
    }
  }
}
