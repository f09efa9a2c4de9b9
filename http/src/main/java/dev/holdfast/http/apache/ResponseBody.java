/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a response: every failure is a {@link TransportException}, an end of stream means
 * that the body is complete, and closing never reads on.
 */
abstract class ResponseBody extends InputStream {

  private final Connection connection;
  private final Blame blame;
  private long count;
  private boolean complete;
  private boolean closed;

  ResponseBody(Connection connection, Blame blame) {
    this.connection = connection;
    this.blame = blame;
  }

  /** The body that a response with this {@link Framing} has. */
  static ResponseBody of(Connection connection, Blame blame, long length) {
    if (length == Framing.CHUNKED) {
      return new ChunkedBody(connection, blame);
    }
    return length == Framing.UNTIL_CLOSE
        ? new UntilCloseBody(connection, blame)
        : new FixedLengthBody(connection, blame, length);
  }

  /** Reads at least one byte, or returns -1 at the end of the body. */
  abstract int readSome(byte[] target, int offset, int length) throws IOException;

  /** How far it got, in words: {@code got 3 of 10 bytes}. */
  abstract String progress();

  /** Bytes of the body so far. */
  final long count() {
    return count;
  }

  /** Whether the connection may carry another request: not if its end was the body's end. */
  boolean reusable() {
    return complete;
  }

  /** Whether reading at most that much can make the connection reusable, as far as is known. */
  boolean worthReading(long maxBytes) {
    return true;
  }

  /** Reads to the end if that is near; failures only mean that it was not reached. */
  final void skipAtMost(long maxBytes) {
    byte[] sink = new byte[(int) Math.min(Math.max(1, maxBytes), 8 * 1024)];
    long left = maxBytes;
    try {
      while (!complete && left >= 0) {
        // One byte more than allowed would be needed to see that there is no more.
        left -= Math.max(0, read(sink, 0, sink.length));
      }
    } catch (TransportException unwanted) {
      complete = false;
    }
  }

  final Connection connection() {
    return connection;
  }

  /** Reads from below the transfer coding. */
  final int readRaw(byte[] target, int offset, int length) throws IOException {
    return connection.input().read(target, offset, length, connection.source());
  }

  final void markComplete() {
    complete = true;
  }

  static EOFException endOfStream() {
    return new EOFException("connection closed by the peer");
  }

  @Override
  public final int read() throws TransportException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws TransportException {
    if (length == 0) {
      return 0;
    }
    if (complete) {
      return -1;
    }
    try {
      if (closed) {
        throw new EOFException("the response was closed before");
      }
      int read = readSome(target, offset, length);
      if (read < 0) {
        markComplete();
        return -1;
      }
      count += read;
      return read;
    } catch (IOException failure) {
      connection.close();
      throw translated(failure);
    }
  }

  @Override
  public final void close() {
    closed = true;
  }

  private TransportException translated(IOException failure) {
    Stop stop = connection.wire().stopped();
    if (stop != null) {
      return blame.stopped(stop, Phase.BODY, Sent.ANSWERED, failure);
    }
    return failure instanceof TransportException known
        ? blame.located(known)
        : blame.truncated(progress(), failure);
  }
}
