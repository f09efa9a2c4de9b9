/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The coding {@code deflate}: the zlib format (RFC 1950, RFC 9110 section 8.4.1.2), or the bare
 * deflate data that some servers send instead. The first two bytes tell which.
 */
final class DeflateDecoder implements ContentDecoder {

  private static final String NAME = "deflate";

  private final ByteBuffer start = ByteBuffer.allocate(2);
  private @Nullable Inflation inflation;
  private boolean checked;

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws TransportException {
    if (inflation == null) {
      while (start.hasRemaining() && in.hasRemaining()) {
        start.put(in.get());
      }
      if (start.hasRemaining()) {
        return;
      }
      start.flip();
      checked = isZlib(start);
      inflation = new Inflation(!checked, NAME);
    }
    if (start.hasRemaining()) {
      inflation.inflate(start, out);
    }
    if (!start.hasRemaining()) {
      inflation.inflate(in, out);
    }
    if (inflation.finished() && checked) {
      Padding.skip(in);
    }
    if (inflation.finished() && in.hasRemaining()) {
      throw CodingFailure.malformed("bytes after the end of the " + NAME + " data", null);
    }
  }

  /**
   * Whether the bytes begin the zlib format (RFC 1950 section 2.2): method 8, a window of at most
   * 32 KiB, and the check bits.
   */
  private static boolean isZlib(ByteBuffer start) {
    int method = start.get(0) & 0xff;
    int flags = start.get(1) & 0xff;
    return (method & 0x0f) == 8 && method >> 4 <= 7 && (method << 8 | flags) % 31 == 0;
  }

  @Override
  public void finish() throws TransportException {
    if (inflation == null || !inflation.finished()) {
      throw CodingFailure.cut(NAME);
    }
  }

  @Override
  public void close() {
    if (inflation != null) {
      inflation.close();
    }
  }
}
