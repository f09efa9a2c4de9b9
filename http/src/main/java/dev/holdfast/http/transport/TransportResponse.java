/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Headers;
import java.io.InputStream;
import java.util.Objects;

/**
 * A response whose head has arrived and whose body is still on the connection. The caller must
 * {@link #close()} it. Used by one thread at a time.
 */
public interface TransportResponse extends AutoCloseable {

  /** Three digits, 200 to 999. Interim (1xx) responses never get here. */
  int status();

  /** The reason phrase, possibly empty. */
  String reason();

  /** The headers as received, framing headers included. */
  Headers headers();

  /**
   * Whether the end of the body is marked. If not, as after an HTTP/1.1 head without a length, the
   * end of the connection ends the body, and a cut connection cannot be noticed.
   */
  default boolean endMarked() {
    return headers().contains("Content-Length") || headers().contains("Transfer-Encoding");
  }

  /**
   * The body without its transfer coding, content codings untouched. Reads are bounded by the
   * attempt's limits and throw {@link TransportException}; an incomplete body is an exception,
   * never an end of stream. It is asked for once.
   */
  InputStream body();

  /**
   * The fields that came after the body (RFC 9110 section 6.5); empty until the body was read to
   * its end, and if none came. Default: none.
   */
  default Headers trailers() {
    return Headers.empty();
  }

  /**
   * Reads the rest of a body that is not needed, within these bounds, so that the connection can be
   * used again; then releases the connection as {@link #close()} does. Never throws.
   *
   * @param maxBytes how much to read at most
   * @param maxNanos how long to read at most
   */
  void discard(long maxBytes, long maxNanos);

  /**
   * Releases the connection: back to the pool if the body was read to its end and the connection
   * may be kept, else closed. Never blocks, never throws; calling it again does nothing.
   */
  @Override
  void close();

  /**
   * A response of an asynchronous transport, for a thread that waits for its body.
   *
   * @param cancel ends the exchange
   */
  static TransportResponse waitingFor(AsyncTransportResponse response, Runnable cancel) {
    Objects.requireNonNull(cancel, "cancel");
    return new WaitingResponse(Objects.requireNonNull(response, "response"), cancel);
  }
}
