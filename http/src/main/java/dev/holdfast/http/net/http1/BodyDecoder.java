/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
import java.nio.ByteBuffer;

/**
 * Separates the data of a response body from its coding, among bytes that others read. The reader
 * asks how many of the next bytes are data ({@link #run()}), reports those it has delivered, and
 * passes all others to {@link #control}.
 */
public abstract class BodyDecoder {

  private long count;
  private boolean complete;

  BodyDecoder() {}

  /** Returns a decoder for a body with that {@link Framing}. */
  public static BodyDecoder of(long framing) {
    if (framing == Framing.CHUNKED) {
      return new ChunkedDecoder();
    }
    return framing == Framing.UNTIL_CLOSE
        ? new UntilCloseDecoder()
        : new FixedLengthDecoder(framing);
  }

  /** Returns how many of the next bytes are data; 0 if other bytes or none come first. */
  public abstract long run();

  /** Records that many bytes of data as read, at most the result of {@link #run()}. */
  public final void passed(int bytes) throws TransportException {
    count += bytes;
    afterData(bytes);
  }

  /** Consumes bytes that are not data, up to the next data. */
  public void control(ByteBuffer arrived) throws TransportException {
    throw new AssertionError("all bytes are data");
  }

  /**
   * Called when the stream has ended.
   *
   * @param announced whether the peer announced the end, as TLS does; true where it cannot
   * @throws EOFException unless this completes the body
   */
  public abstract void end(boolean announced) throws EOFException;

  /** Whether the whole body has been read. */
  public final boolean complete() {
    return complete;
  }

  /** Returns the trailers; empty before the end of the body. Callable from any thread. */
  public Headers trailers() {
    return Headers.empty();
  }

  /** Whether the connection may carry another request: not if its end was the body's end. */
  public boolean reusable() {
    return complete;
  }

  /**
   * Whether reading at most that many bytes can make the connection reusable, as far as is known.
   */
  public boolean worthReading(long maxBytes) {
    return true;
  }

  /** Returns the progress in words: {@code got 3 of 10 bytes}. */
  public abstract String progress();

  /** Returns the bytes of data so far. */
  public final long count() {
    return count;
  }

  abstract void afterData(int bytes);

  final void markComplete() {
    complete = true;
  }

  static EOFException endOfStream() {
    return new EOFException("connection closed by the peer");
  }
}
