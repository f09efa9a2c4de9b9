/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a whole body into memory, up to a limit. */
final class BodyReader {

  private static final int CHUNK = 8_192;
  private static final int LARGEST_FIRST = 65_536;

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
    try {
      return read(body, new byte[firstSize(announced)], announced);
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw TransportException.of(
          Category.CONNECTION_BROKEN_MID_BODY,
          Sent.ANSWERED,
          "the body broke off: " + e.getMessage(),
          e);
    }
  }

  private byte[] read(InputStream body, byte[] first, long announced) throws IOException {
    byte[] bytes = first;
    int count = 0;
    while (true) {
      if (count == bytes.length) {
        int next = body.read();
        if (next < 0) {
          return bytes;
        }
        bytes = enlarged(bytes, announced);
        bytes[count++] = (byte) next;
      }
      int read = body.read(bytes, count, bytes.length - count);
      if (read < 0) {
        return Arrays.copyOf(bytes, count);
      }
      count += read;
    }
  }

  /** What was announced, so that a body is not copied; but only sent bytes may cost much memory. */
  private int firstSize(long announced) {
    long wanted = announced < 0 ? CHUNK : Math.min(announced, LARGEST_FIRST);
    return (int) Math.min(wanted, maxBytes);
  }

  private byte[] enlarged(byte[] bytes, long announced) throws TransportException {
    if (bytes.length >= maxBytes) {
      throw tooLarge();
    }
    long twice = Math.max(2L * bytes.length, CHUNK);
    long wanted = announced > bytes.length ? Math.min(twice, announced) : twice;
    return Arrays.copyOf(bytes, (int) Math.min(wanted, maxBytes));
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
