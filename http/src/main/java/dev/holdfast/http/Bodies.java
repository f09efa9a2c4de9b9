/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.coding.ContentCodings;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a session takes response bodies.
 *
 * @param maxBytes the most that is kept in memory, after decoding
 * @param decompress whether content codings are asked for and taken off
 * @param maxRatio how much a coded body may grow: see {@link ContentCodings#decoder}
 */
record Bodies(int maxBytes, boolean decompress, int maxRatio) {

  /**
   * Whether content codings are ours to ask for and to take off: not if the caller has asked for
   * codings, or for a part of what may be coded, since a part does not decode.
   */
  boolean decodes(Request request) {
    return decompress
        && !request.headers().contains("Accept-Encoding")
        && !request.headers().contains("Range");
  }

  /**
   * For the body of that response; the caller closes it.
   *
   * @throws TransportException if the response announces what cannot be taken
   */
  BodyBuffer buffer(Request request, Exchange exchange) throws TransportException {
    ContentDecoder decoder = decoder(request, exchange);
    boolean hasBody = hasBody(request, exchange.status());
    try {
      return new BodyBuffer(maxBytes, hasBody ? exchange.announcedLength() : 0, decoder);
    } catch (TransportException tooLarge) {
      if (decoder != null) {
        decoder.close();
      }
      throw tooLarge;
    }
  }

  /**
   * What takes the codings off the body of that response, or null if there are none or it is not
   * ours to do. The caller closes it.
   *
   * @throws TransportException if a coding is not known
   */
  @Nullable ContentDecoder decoder(Request request, Exchange exchange) throws TransportException {
    return hasBody(request, exchange.status()) && decodes(request)
        ? ContentCodings.decoder(exchange.headers(), maxRatio)
        : null;
  }

  /** A body that was decoded already, whole. */
  byte[] readAll(InputStream decoded) throws TransportException {
    try (BodyBuffer buffer = new BodyBuffer(maxBytes, -1, null)) {
      return read(decoded, buffer);
    }
  }

  /** The whole body. */
  static byte[] read(InputStream body, BodyBuffer buffer) throws TransportException {
    try {
      buffer.read(body);
    } catch (IOException e) {
      throw brokenOff(e);
    }
    return buffer.end();
  }

  /** What a body that does not arrive whole means, if the transport has not said so itself. */
  static TransportException brokenOff(Throwable failure) {
    return failure instanceof TransportException known
        ? known
        : TransportException.of(
            Category.CONNECTION_BROKEN_MID_BODY,
            Sent.ANSWERED,
            "the body broke off: " + failure.getMessage(),
            failure);
  }

  /** RFC 9112 section 6.3: the headers of these speak of a body that does not come with them. */
  private static boolean hasBody(Request request, int status) {
    return !request.method().equals("HEAD") && status != 204 && status != 304;
  }
}
