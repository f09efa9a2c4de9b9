/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Headers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A response whose head has arrived and whose body is still to come. The receiver must read the
 * body to its end, {@link #discard} it, or {@link #close} it.
 */
public interface AsyncTransportResponse extends AutoCloseable {

  /**
   * Returns the status: three digits, 200 to 999. Interim (1xx) responses are not returned here.
   */
  int status();

  /** Returns the reason phrase; empty where the protocol has none. */
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
   * Returns the body without its transfer coding, content codings untouched, for one subscriber;
   * others are refused. Reads from the network only as much as requested. An incomplete body is a
   * {@link TransportException} in {@code onError}, never {@code onComplete}. The buffers belong to
   * the subscriber.
   */
  Flow.Publisher<ByteBuffer> body();

  /**
   * Returns the fields after the body (RFC 9110 section 6.5); empty until the body was read to its
   * end, and if there are none. Default: none.
   */
  default Headers trailers() {
    return Headers.empty();
  }

  /**
   * Reads the rest of a body that is not needed, within these bounds, then releases the connection
   * as {@link #close()} does. The stage always completes normally.
   *
   * @param maxBytes the most bytes to read
   * @param maxNanos the longest time to read
   */
  CompletionStage<Void> discard(long maxBytes, long maxNanos);

  /**
   * Releases the connection: back to the pool if the body was read to its end and the connection
   * may be kept, else closed. Never blocks, never throws. Idempotent.
   */
  @Override
  void close();
}
