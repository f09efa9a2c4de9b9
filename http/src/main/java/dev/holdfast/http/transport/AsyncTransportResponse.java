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

  /** Three digits, 200 to 999. Interim (1xx) responses never get here. */
  int status();

  /** The reason phrase; empty where the protocol has none. */
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
   * The body without its transfer coding, content codings untouched, for one subscriber; others are
   * refused. Reads from the network only what was asked for. An incomplete body is a
   * {@link TransportException} in {@code onError}, never {@code onComplete}. The buffers belong to
   * the subscriber.
   */
  Flow.Publisher<ByteBuffer> body();

  /**
   * The fields that came after the body (RFC 9110 section 6.5); empty until the body was read to
   * its end, and if none came. Default: none.
   */
  default Headers trailers() {
    return Headers.empty();
  }

  /**
   * Reads the rest of a body that is not needed, within these bounds, then releases the connection
   * as {@link #close()} does. The stage always completes normally.
   *
   * @param maxBytes how much to read at most
   * @param maxNanos how long to read at most
   */
  CompletionStage<Void> discard(long maxBytes, long maxNanos);

  /**
   * Releases the connection: back to the pool if the body was read to its end and the connection
   * may be kept, else closed. Never blocks, never throws; calling it again does nothing.
   */
  @Override
  void close();
}
