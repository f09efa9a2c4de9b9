/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http2.H2Error;

/**
 * The data and window that a peer may still send for streams that this side has ended: those in
 * flight. A peer that ignores a reset could otherwise send gigabytes, one window of the connection
 * after another. On the loop.
 */
final class EndedStreams {

  /**
   * The most ended streams that are kept: more than may be open at a time. Earlier ones have ended
   * for the peer as well.
   */
  private static final int MOST = 1_024;

  private final Map<Integer, Integer> windows = new LinkedHashMap<>();
  /**
   * The late data that is tolerated for streams that the peer itself has ended. It breaks the
   * rules, but harms little.
   */
  private int late = Frame.INITIAL_WINDOW;

  private long lent;

  /**
   * Records the end of a stream.
   *
   * @param window the bytes that the peer might still send; 0 if it has ended the stream too
   * @param unreturned the bytes that were sent and whose window was not returned
   */
  void add(int stream, int window, long unreturned) {
    lent += unreturned;
    if (window > 0) {
      windows.put(stream, window);
      if (windows.size() > MOST) {
        windows.remove(windows.keySet().iterator().next());
      }
    }
  }

  /** Records data for a stream that has ended. */
  void data(int stream, int size) throws Http2Fault {
    Integer window = windows.get(stream);
    int left = (window == null ? late : window) - size;
    if (left >= 0) {
      keep(stream, window != null, left);
    } else {
      throw Http2Fault.ofOneStream(
          H2Error.STREAM_CLOSED,
          "data for stream " + stream + ", which is over, beyond what can have been on its way");
    }
  }

  private void keep(int stream, boolean known, int left) {
    if (known) {
      windows.put(stream, left);
    } else {
      late = left;
    }
  }

  /** Whether a window update for an ended stream only returns the window that was used. */
  boolean givesBack(long bytes) {
    boolean covered = bytes <= lent;
    lent = Math.max(0, lent - bytes);
    return covered;
  }
}
