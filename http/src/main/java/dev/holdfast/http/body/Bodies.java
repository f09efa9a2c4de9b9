/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.http.coding.ContentCodings;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session's settings for reading response bodies.
 *
 * @param maxBytes the limit on a body in memory, after decoding
 * @param decompress whether content codings are requested and decoded
 * @param maxRatio how much a coded body may grow: see {@link ContentCodings#decoder}
 */
public record Bodies(int maxBytes, boolean decompress, int maxRatio) {

  /**
   * Whether content codings are requested and decoded. They are not if the caller has requested
   * codings, or a range, because a part of a coded body cannot be decoded.
   */
  public boolean decodes(Headers sent) {
    return decompress && !sent.contains("Accept-Encoding") && !sent.contains("Range");
  }

  /** Whether the codings of the body of that response are decoded. */
  public boolean decodes(String method, Headers sent, int status) {
    return hasBody(method, status) && decodes(sent);
  }

  /**
   * Creates the buffer for the body of that response. The caller closes it.
   *
   * @param endMarked whether the end of the body is marked, so that an empty one is complete
   * @throws TransportException if the response announces a body that is too large or cannot be
   *     decoded
   */
  public BodyBuffer buffer(
      String method, Headers sent, int status, Headers received, boolean endMarked)
      throws TransportException {
    ContentDecoder decoder = decoder(method, sent, status, received, endMarked);
    long announced = hasBody(method, status) ? announcedLength(received) : 0;
    try {
      return new BodyBuffer(maxBytes, announced, decoder);
    } catch (TransportException tooLarge) {
      if (decoder != null) {
        decoder.close();
      }
      throw tooLarge;
    }
  }

  /**
   * Creates the decoder for the body of that response, or null if there is nothing to decode. The
   * caller closes it.
   *
   * @param endMarked whether the end of the body is marked, so that an empty one is complete
   * @throws TransportException if a coding is not known
   */
  public @Nullable ContentDecoder decoder(
      String method, Headers sent, int status, Headers received, boolean endMarked)
      throws TransportException {
    return decodes(method, sent, status)
        ? ContentCodings.decoder(received, maxRatio, endMarked)
        : null;
  }

  /** Reads a decoded body to its end. */
  public byte[] readAll(InputStream decoded) throws TransportException {
    try (BodyBuffer buffer = new BodyBuffer(maxBytes, -1, null)) {
      return read(decoded, buffer);
    }
  }

  /** Reads the whole body. */
  public static byte[] read(InputStream body, BodyBuffer buffer) throws TransportException {
    try {
      buffer.read(body);
    } catch (IOException e) {
      throw brokenOff(e);
    }
    return buffer.end();
  }

  /** Returns the failure of a body: the transport's, or a new one for another exception. */
  public static TransportException brokenOff(Throwable failure) {
    return failure instanceof TransportException known
        ? known
        : TransportException.of(
            FailureKind.CONNECTION_BROKEN_MID_BODY,
            Sent.ANSWERED,
            "the body broke off: " + failure.getMessage(),
            failure);
  }

  /** Returns the failure of a call that was interrupted while it wrote the body to a file. */
  public static TransportException interrupted(IOException cause) {
    return TransportException.of(
        FailureKind.CANCELLED,
        Sent.ANSWERED,
        "the thread was interrupted while the body was written",
        cause);
  }

  /** Returns the length of the body in the head, or -1: a hint, which the transport has checked. */
  private static long announcedLength(Headers received) {
    Optional<String> length = received.first("Content-Length");
    // Chunked coding overrides it. The limit still holds then.
    if (length.isEmpty() || received.contains("Transfer-Encoding")) {
      return -1;
    }
    try {
      return Long.parseLong(length.get());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * Whether the response has a body. The headers of other responses describe a body that is not
   * sent (RFC 9112 section 6.3).
   */
  private static boolean hasBody(String method, int status) {
    return !method.equals("HEAD") && status != 204 && status != 304;
  }
}
