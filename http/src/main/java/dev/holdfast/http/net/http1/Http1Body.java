/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.pool.Http1Connection;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The body of a response on an HTTP/1.1 connection, without its coding. Never waits. */
final class Http1Body {

  private final Http1Connection connection;
  private final BodyDecoder decoder;
  private final AttemptFailures failures;

  Http1Body(Http1Connection connection, BodyDecoder decoder, AttemptFailures failures) {
    this.connection = connection;
    this.decoder = decoder;
    this.failures = failures;
  }

  /** Whether the whole body has been read. */
  boolean complete() {
    return decoder.complete();
  }

  /** Whether the next bytes are not data. */
  boolean coded() {
    return decoder.run() == 0;
  }

  /** Whether the connection may carry another exchange. */
  boolean reusable() {
    return decoder.reusable();
  }

  Headers trailers() {
    return decoder.trailers();
  }

  /**
   * Whether reading at most that many bytes can make the connection reusable, as far as is known.
   */
  boolean worthReading(long maxBytes) {
    return decoder.worthReading(maxBytes);
  }

  /**
   * Reads received bytes into the array.
   *
   * @return 0 if there are none, -1 at the end of the body
   */
  int read(byte[] target, int offset, int length) throws TransportException {
    try {
      while (atData()) {
        int count = connection.read(target, offset, (int) Math.min(length, decoder.run()));
        if (count >= 0) {
          decoder.passed(count);
          return count;
        }
        decoder.end(connection.channel().endAnnounced());
      }
      return decoder.complete() ? -1 : 0;
    } catch (IOException failure) {
      throw known(failure);
    }
  }

  /**
   * Returns received data; null if there is none, and at the end of the body.
   *
   * @param toKeep whether the caller keeps the data beyond the next call
   */
  @Nullable ByteBuffer take(boolean toKeep) throws TransportException {
    try {
      while (atData()) {
        ByteBuffer data = connection.take(decoder.run(), toKeep);
        if (data != null) {
          decoder.passed(data.remaining());
          return data.hasRemaining() ? data : null;
        }
        decoder.end(connection.channel().endAnnounced());
      }
      return null;
    } catch (IOException failure) {
      throw known(failure);
    }
  }

  /**
   * Skips the coding. Returns whether data comes next: false at the end, and if more bytes are
   * needed.
   */
  private boolean atData() throws IOException {
    while (!decoder.complete() && decoder.run() == 0) {
      ByteBuffer arrived = connection.receive();
      if (arrived == null) {
        decoder.end(connection.channel().endAnnounced());
      } else if (arrived.hasRemaining()) {
        decoder.control(arrived);
        connection.unread(arrived);
      } else {
        return false;
      }
    }
    return !decoder.complete();
  }

  private TransportException known(IOException failure) {
    return failure instanceof TransportException malformed
        ? failures.located(malformed)
        : failures.truncated(decoder.progress(), failure);
  }
}
