/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Publishes the bytes that a body writes. A thread writes them, at most a few buffers ahead. */
record WrittenBody(Body body, ExecutorService threads) implements Flow.Publisher<ByteBuffer> {

  /** The largest buffer: 16 KiB. */
  static final int PIECE = 1 << 14;

  private static final int AHEAD = 4;

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The subscriber is told how it ends.
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    SubmissionPublisher<ByteBuffer> pieces = new SubmissionPublisher<>(threads, AHEAD);
    pieces.subscribe(subscriber);
    threads.submit(() -> {
      try {
        body.writeTo(new Submitted(pieces));
        pieces.close();
      } catch (IOException | RuntimeException e) {
        pieces.closeExceptionally(e);
      }
    });
  }

  /** An output stream that waits until there is room for the bytes written. */
  private static final class Submitted extends OutputStream {

    private final SubmissionPublisher<ByteBuffer> pieces;

    Submitted(SubmissionPublisher<ByteBuffer> pieces) {
      this.pieces = pieces;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int end = offset + length;
      for (int start = offset; start < end; start += PIECE) {
        if (!pieces.hasSubscribers()) {
          throw new IOException("the body is not wanted any more");
        }
        byte[] copy = Arrays.copyOfRange(bytes, start, Math.min(end, start + PIECE));
        pieces.submit(ByteBuffer.wrap(copy));
      }
    }
  }
}
