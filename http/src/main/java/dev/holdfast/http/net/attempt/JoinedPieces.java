/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.net.loop.Buffers;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins pieces of a body, which may be as small as a peer likes, in buffers that are used again.
 * Filled on the loop; the buffers come back from the thread that reads them.
 */
final class JoinedPieces {

  private static final int LARGE = 16 * 1024;

  /** The factor by which each buffer is larger than the one before: most bodies are short. */
  private static final int GROWTH = 4;

  private final Consumer<ByteBuffer> reader;
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
  private @Nullable ByteBuffer filling;
  private int capacity;

  /** @param reader gets each filled buffer, and returns it by {@link #used} */
  JoinedPieces(Consumer<ByteBuffer> reader) {
    this.reader = reader;
  }

  /** Copies a piece. */
  void add(ByteBuffer piece) {
    while (piece.hasRemaining()) {
      ByteBuffer into = filling;
      if (into == null) {
        into = bufferFor(piece.remaining());
        filling = into;
      }
      into.put(Buffers.take(piece, Math.min(piece.remaining(), into.remaining())));
      if (!into.hasRemaining()) {
        flush();
      }
    }
  }

  /** Passes on what was added. */
  void flush() {
    ByteBuffer filled = filling;
    filling = null;
    if (filled != null) {
      reader.accept(filled.flip());
    }
  }

  /** Takes back a buffer that was read. Callable from any thread. */
  void used(ByteBuffer read) {
    if (read.capacity() == LARGE) {
      free.add(read);
    }
  }

  private ByteBuffer bufferFor(int size) {
    ByteBuffer used = free.poll();
    if (used != null) {
      return used.clear();
    }
    capacity = Math.min(LARGE, capacity == 0 ? size : GROWTH * capacity);
    return ByteBuffer.allocate(capacity);
  }
}
