/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a whole body into memory, up to a limit. */
final class BodyReader {

  private static final int CHUNK = 8_192;

  private final long maxBytes;

  BodyReader(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The whole body.
   *
   * @param announced what the response says its length is, or -1
   * @throws TransportException if it is too large or does not arrive whole
   */
  byte[] read(InputStream body, long announced) throws TransportException {
    if (announced > maxBytes) {
      throw tooLarge();
    }
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream((int) Math.max(0, Math.min(announced, CHUNK)));
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
        if (bytes.size() + (long) n > maxBytes) {
          throw tooLarge();
        }
        bytes.write(chunk, 0, n);
      }
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw TransportException.of(
          Category.CONNECTION_BROKEN_MID_BODY,
          Sent.ANSWERED,
          "the body broke off: " + e.getMessage(),
          e);
    }
    return bytes.toByteArray();
  }

  private TransportException tooLarge() {
    return TransportException.of(
            Category.BAD_RESPONSE,
            Sent.ANSWERED,
            "the body is larger than the " + maxBytes
                + " bytes that are kept in memory (maxBodySize)",
            null)
        .asPermanent();
  }
}
