/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What a decoder makes of bytes that come in pieces, into a buffer that is small and odd. */
final class DecodedBytes {

  private static final int OUT = 37;

  private DecodedBytes() {}

  static byte[] of(String coding, byte[] coded, int size) throws TransportException {
    Headers headers = Headers.empty().plus("Content-Encoding", coding);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ContentDecoder decoder =
        Objects.requireNonNull(ContentCodings.decoder(headers, Integer.MAX_VALUE, false))) {
      for (int at = 0; at < coded.length; at += size) {
        ByteBuffer in = ByteBuffer.wrap(coded, at, Math.min(size, coded.length - at));
        boolean full = true;
        while (full) {
          ByteBuffer out = ByteBuffer.allocate(OUT);
          decoder.decode(in, out);
          full = !out.hasRemaining();
          all.write(out.array(), 0, out.position());
        }
      }
      decoder.finish();
    }
    return all.toByteArray();
  }
}
