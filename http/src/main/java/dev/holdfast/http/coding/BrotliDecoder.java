/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The coding {@code br} (RFC 7932), by Brotli4j, an optional library. Its window of at most 16 MiB
 * is native memory.
 */
final class BrotliDecoder implements ContentDecoder {

  private static final String NAME = "br";
  private static final int CHUNK = 8_192;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final DecoderJNI.Wrapper brotli;
  private ByteBuffer pending = NOTHING;
  private boolean closed;

  BrotliDecoder() {
    try {
      brotli = new DecoderJNI.Wrapper(CHUNK);
    } catch (IOException e) {
      throw new OutOfMemoryError("no native memory for a brotli decoder: " + e.getMessage());
    }
  }

  /** Whether the library works on this machine. Throws a {@link LinkageError} if it is missing. */
  static boolean isAvailable() {
    return Brotli4jLoader.isAvailable();
  }

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws TransportException {
    boolean more = true;
    while (more) {
      give(out);
      more = out.hasRemaining() && step(in);
    }
  }

  private void give(ByteBuffer out) {
    int count = Math.min(pending.remaining(), out.remaining());
    if (count > 0) {
      out.put(pending.slice(pending.position(), count));
      pending.position(pending.position() + count);
    }
  }

  /** Makes one step. Returns whether there may be more output. */
  private boolean step(ByteBuffer in) throws TransportException {
    switch (brotli.getStatus()) {
      case OK -> brotli.push(0);
      case NEEDS_MORE_OUTPUT -> pending = brotli.pull();
      case NEEDS_MORE_INPUT -> {
        if (!in.hasRemaining()) {
          return false;
        }
        feed(in);
      }
      case DONE -> {
        if (in.hasRemaining()) {
          throw CodingFailure.malformed("bytes after the end of the " + NAME + " data", null);
        }
        return false;
      }
      case ERROR -> throw CodingFailure.malformed("invalid " + NAME + " data", null);
    }
    return true;
  }

  private void feed(ByteBuffer in) {
    ByteBuffer input = brotli.getInputBuffer();
    input.clear();
    int count = Math.min(in.remaining(), input.remaining());
    input.put(in.slice(in.position(), count));
    in.position(in.position() + count);
    brotli.push(count);
  }

  @Override
  public void finish() throws TransportException {
    if (brotli.getStatus() != DecoderJNI.Status.DONE) {
      throw CodingFailure.cut(NAME);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pending = NOTHING;
      brotli.destroy();
    }
  }
}
