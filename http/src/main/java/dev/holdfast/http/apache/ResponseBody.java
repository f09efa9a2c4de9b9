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
import org.jspecify.annotations.Nullable;

/**
 * The body of a response: every failure is a {@link TransportException}, an end of stream means
 * that the body is complete, and closing never reads on.
 */
final class ResponseBody extends InputStream {

  private final Connection connection;
  private final Blame blame;
  private final BodyDecoder decoder;
  private @Nullable TransportException failure;
  private boolean closed;

  /** @param framing how it is delimited: see {@link Framing} */
  ResponseBody(Connection connection, Blame blame, long framing) {
    this.connection = connection;
    this.blame = blame;
    this.decoder = BodyDecoder.of(framing);
  }

  /** Whether the connection may carry another request: not if its end was the body's end. */
  boolean reusable() {
    return failure == null && decoder.reusable();
  }

  /** Whether reading at most that much can make the connection reusable, as far as is known. */
  boolean worthReading(long maxBytes) {
    return decoder.worthReading(maxBytes);
  }

  /** Reads to the end if that is near; failures only mean that it was not reached. */
  void skipAtMost(long maxBytes) {
    byte[] sink = new byte[(int) Math.min(Math.max(1, maxBytes), 8 * 1024)];
    long left = maxBytes;
    try {
      while (!decoder.complete() && left >= 0) {
        // One byte more than allowed would be needed to see that there is no more.
        left -= Math.max(0, read(sink, 0, sink.length));
      }
    } catch (TransportException unwanted) {
      // The connection is not reusable then, which is all that matters.
    }
  }

  @Override
  public int read() throws TransportException {
    if (failure == null && decoder.complete()) {
      return -1;
    }
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws TransportException {
    if (length == 0) {
      return 0;
    }
    if (failure != null) {
      throw failure;
    }
    try {
      if (closed && !decoder.complete()) {
        throw new EOFException("the response was closed before");
      }
      return readData(target, offset, length);
    } catch (IOException cause) {
      connection.close();
      failure = translated(cause);
      throw failure;
    }
  }

  /** Reads at least one byte, or returns -1 at the end of the body. */
  private int readData(byte[] target, int offset, int length) throws IOException {
    Inbox inbox = connection.inbox();
    while (!decoder.complete()) {
      long run = decoder.run();
      if (run > 0) {
        int count = inbox.read(target, offset, (int) Math.min(length, run));
        if (count >= 0) {
          decoder.passed(count);
          return count;
        }
        decoder.end(connection.endAnnounced());
      } else if (!inbox.isEmpty() || inbox.fill()) {
        decoder.control(inbox.arrived());
      } else {
        decoder.end(connection.endAnnounced());
      }
    }
    return -1;
  }

  @Override
  public void close() {
    closed = true;
  }

  private TransportException translated(IOException cause) {
    Stop stop = connection.wire().stopped();
    if (stop != null) {
      return blame.stopped(stop, Phase.BODY, Sent.ANSWERED, cause);
    }
    return cause instanceof TransportException known
        ? blame.located(known)
        : blame.truncated(decoder.progress(), cause);
  }
}
