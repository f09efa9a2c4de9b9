/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import org.apache.hc.core5.http2.H2Error;

/**
 * Bounds frames that cost us work and bring nothing: pings, settings, empty data, a window beyond
 * what was sent. A peer may send 1,000 in ten seconds, far more than keeping a connection alive
 * takes, and some for every request and every frame that moves a body: round trips are measured as
 * often as data goes. To give back the window that was used is no flood, whatever the pieces.
 */
final class FloodGuard {

  private static final int MOST = 1_000;
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private static final int PER_USEFUL_FRAME = 4;

  private long windowBegan = System.nanoTime();
  private int count;

  /** A request, or a part of a body, has come or gone. */
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
