/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http2.H2Error;

/**
 * What a peer may still send, and give back, for streams that we have ended: what was in flight. A
 * peer that ignores a reset could otherwise send gigabytes, one window of the connection after
 * another. On the loop.
 */
final class EndedStreams {

  /** More than may be open at a time: those before are over for the peer as well. */
  private static final int MOST = 1_024;

  private final Map<Integer, Integer> windows = new LinkedHashMap<>();
  /** Late data of streams that the peer itself has ended breaks the rules, but harms little. */
  private int late = Http2Download.WINDOW;

  private long lent;

  /**
   * A stream has ended.
   *
   * @param window what the peer might still send; 0 if it has ended the stream too
   * @param unreturned what was sent and has not been given back
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

  /** Data has come for a stream that is over. */
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

  /** Whether a window that comes for a stream that is over was only lent. */
  boolean givesBack(long bytes) {
    boolean covered = bytes <= lent;
    lent = Math.max(0, lent - bytes);
    return covered;
  }
}
