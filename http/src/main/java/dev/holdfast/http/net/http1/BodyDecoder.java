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
 * Tells the data of a response body from its coding, among bytes that others read. The reader asks
 * how many of the next bytes are data ({@link #run()}), reports those it has passed on, and gives
 * all others to {@link #control}.
 */
public abstract class BodyDecoder {

  private long count;
  private boolean complete;

  BodyDecoder() {}

  /** For a body that is delimited like that ({@link Framing}). */
  public static BodyDecoder of(long framing) {
    if (framing == Framing.CHUNKED) {
      return new ChunkedDecoder();
    }
    return framing == Framing.UNTIL_CLOSE
        ? new UntilCloseDecoder()
        : new FixedLengthDecoder(framing);
  }

  /** How many of the bytes that come next are data; 0 if others come first, or none. */
  public abstract long run();

  /** That many bytes of data were read, at most as many as {@link #run()} said. */
  public final void passed(int bytes) throws TransportException {
    count += bytes;
    afterData(bytes);
  }

  /** Takes bytes that are no data, as many as there are before the next data. */
  public void control(ByteBuffer arrived) throws TransportException {
    throw new AssertionError("all bytes are data");
  }

  /**
   * The stream has ended.
   *
   * @param announced whether the peer said so, as TLS does; true where there is no way to say it
   * @throws EOFException unless this completes the body
   */
  public abstract void end(boolean announced) throws EOFException;

  /** Whether the whole body has been read. */
  public final boolean complete() {
    return complete;
  }

  /** The fields after the body; empty before its end. From any thread. */
  public Headers trailers() {
    return Headers.empty();
  }

  /** Whether the connection may carry another request: not if its end was the body's end. */
  public boolean reusable() {
    return complete;
  }

  /** Whether reading at most that much can make the connection reusable, as far as is known. */
  public boolean worthReading(long maxBytes) {
    return true;
  }

  /** How far it got, in words: {@code got 3 of 10 bytes}. */
  public abstract String progress();

  /** Bytes of data so far. */
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
