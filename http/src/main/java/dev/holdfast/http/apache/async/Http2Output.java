/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on a connection of HTTP/2: control frames first, bodies in turns, as far as the
 * peer's windows allow.
 */
final class Http2Output {

  /** As much as is prepared beyond what the kernel takes, so that control frames do not wait. */
  private static final int ENOUGH = 64 * 1024;

  /** A peer that makes us answer more than it reads is up to no good. */
  private static final int MOST_UNSENT = 1024 * 1024;

  private final Link link;
  private final Queue<Entry> queue = new ArrayDeque<>();
  private final Set<Http2Stream> senders = new LinkedHashSet<>();
  private int unsent;
  private long window = 65_535;
  private int largestFrame = 16 * 1024;
  private boolean blocked;

  private record Entry(ByteBuffer bytes, @Nullable Http2Stream stream) {}

  Http2Output(Link link) {
    this.link = link;
  }

  /** Queues a frame. */
  void add(ByteBuffer frame, @Nullable Http2Stream stream) throws Http2Fault {
    queue.add(new Entry(frame, stream));
    unsent += frame.remaining();
    if (unsent > MOST_UNSENT) {
      throw new Http2Fault(
          org.apache.hc.core5.http2.H2Error.ENHANCE_YOUR_CALM,
          "the peer reads nothing of what it makes us answer");
    }
  }

  /** The stream has something to send, as soon as its window allows. */
  void sender(Http2Stream stream) {
    senders.add(stream);
  }

  /** The stream sends no more. */
  void forget(Http2Stream stream) {
    senders.remove(stream);
  }

  /** The peer takes that many bytes of bodies more. */
  void enlarge(long bytes) {
    window += bytes;
  }

  long window() {
    return window;
  }

  void largestFrame(int bytes) {
    largestFrame = Math.min(bytes, 16 * 1024);
  }

  int largestFrame() {
    return largestFrame;
  }

  /** Whether the kernel takes no more at the moment. */
  boolean blocked() {
    return blocked;
  }

  /** Sends what can be sent. */
  void flush() throws IOException {
    prepareBodies();
    while (!queue.isEmpty()) {
      Entry next = queue.element();
      int before = next.bytes().remaining();
      link.write(next.bytes());
      int count = before - next.bytes().remaining();
      unsent -= count;
      if (next.stream() != null && count > 0) {
        next.stream().wrote();
      }
      if (next.bytes().hasRemaining()) {
        blocked = true;
        return;
      }
      queue.remove();
      prepareBodies();
    }
    blocked = false;
  }

  private void prepareBodies() throws Http2Fault {
    while (unsent < ENOUGH && !senders.isEmpty()) {
      boolean progress = false;
      for (Http2Stream stream : senders.toArray(new Http2Stream[0])) {
        int most = (int) Math.min(largestFrame, Math.min(window, stream.window()));
        ByteBuffer frame = stream.nextData(Math.max(0, most));
        if (frame != null) {
          int data = frame.remaining() - Frame.HEAD_LENGTH;
          window -= data;
          add(frame, stream);
          progress = true;
        }
      }
      if (!progress) {
        return;
      }
    }
  }
}
