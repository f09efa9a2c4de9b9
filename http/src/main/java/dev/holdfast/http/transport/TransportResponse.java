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

  /**
   * Returns the status: three digits, 200 to 999. Interim (1xx) responses are not returned here.
   */
  int status();

  /** Returns the reason phrase, possibly empty. */
  String reason();

  /** Returns the headers as received, framing headers included. */
  Headers headers();

  /**
   * Whether the end of the body is marked. If not, as after an HTTP/1.1 head without a length, the
   * end of the connection ends the body, and a truncation cannot be detected.
   */
  default boolean endMarked() {
    return headers().contains("Content-Length") || headers().contains("Transfer-Encoding");
  }

  /**
   * Returns the body without its transfer coding, content codings untouched. Reads are bounded by
   * the attempt's limits and throw {@link TransportException}. An incomplete body is an exception,
   * never an end of stream. Called once.
   */
  InputStream body();

  /**
   * Returns the fields after the body (RFC 9110 section 6.5); empty until the body was read to its
   * end, and if there are none. Default: none.
   */
  default Headers trailers() {
    return Headers.empty();
  }

  /**
   * Reads the rest of a body that is not needed, within these bounds, so that the connection can be
   * used again; then releases the connection as {@link #close()} does. Never throws.
   *
   * @param maxBytes the most bytes to read
   * @param maxNanos the longest time to read
   */
  void discard(long maxBytes, long maxNanos);

  /**
   * Releases the connection: back to the pool if the body was read to its end and the connection
   * may be kept, else closed. Never blocks, never throws. Idempotent.
   */
  @Override
  void close();

  /**
   * Wraps a response of an asynchronous transport, for a thread that waits for its body.
   *
   * @param cancel ends the exchange
   */
  static TransportResponse waitingFor(AsyncTransportResponse response, Runnable cancel) {
    Objects.requireNonNull(cancel, "cancel");
    return new WaitingResponse(Objects.requireNonNull(response, "response"), cancel);
  }
}
