/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;

/** A response whose body the calling thread reads: the part that does not depend on the source. */
abstract class ReadResponse extends InputStream implements TransportResponse {

  private static final int LARGEST_SKIP = 8 * 1024;

  private boolean closed;

  abstract ResponseHead head();

  /** Whether the body was read to its end. */
  abstract boolean wholeRead();

  /** Reads at least one byte, as {@link #read(byte[], int, int)} does. */
  abstract int readSome(byte[] target, int offset, int length) throws TransportException;

  /** Bounds the reading of a discarded body. Returns false if it is not worth reading. */
  abstract boolean beginDiscard(long maxBytes, long maxNanos);

  /** Closes the connection, unless the body was read to its end. */
  abstract void giveUp();

  @Override
  public final int status() {
    return head().status();
  }

  @Override
  public final String reason() {
    return head().reason();
  }

  @Override
  public final Headers headers() {
    return head().headers();
  }

  @Override
  public final InputStream body() {
    return this;
  }

  @Override
  public final int read() throws TransportException {
    if (wholeRead()) {
      return -1;
    }
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws TransportException {
    if (length == 0) {
      return 0;
    }
    if (closed && !wholeRead()) {
      throw TransportException.of(
          FailureKind.CONNECTION_BROKEN_MID_BODY,
          Sent.ANSWERED,
          "the response was closed before its body was read",
          null);
    }
    return readSome(target, offset, length);
  }

  @Override
  public final void discard(long maxBytes, long maxNanos) {
    if (!closed && beginDiscard(maxBytes, maxNanos)) {
      skipAtMost(maxBytes);
    }
    close();
  }

  /**
   * Reads to the end of the body if it is near. Failures only mean that the end was not reached.
   */
  private void skipAtMost(long maxBytes) {
    byte[] sink = new byte[(int) Math.min(Math.max(1, maxBytes), LARGEST_SKIP)];
    long left = maxBytes;
    try {
      // One byte more than allowed would be needed to see the end.
      for (int count = 0; count >= 0 && left >= 0; left -= Math.max(0, count)) {
        count = read(sink, 0, sink.length);
      }
    } catch (TransportException unwanted) {
      // The connection is not reusable then, which is all that matters here.
    }
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      giveUp();
    }
  }
}
