/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/**
 * The coding {@code zstd} (RFC 8878), by zstd-jni, an optional library: any number of frames, each
 * with a window of at most 8 MiB (RFC 9659), which is native memory.
 */
final class ZstdDecoder implements ContentDecoder {

  private static final String NAME = "zstd";
  private static final int CHUNK = 8_192;

  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final ByteBuffer coded = ByteBuffer.allocateDirect(CHUNK).flip();
  private final ByteBuffer decoded = ByteBuffer.allocateDirect(CHUNK).flip();
  private ZstdFrame frame = new ZstdFrame();
  private boolean inFrame;
  private boolean mayHoldMore;
  private int frames;

  /**
   * Whether the library works on this machine. May throw a {@link LinkageError} instead if it is
   * missing.
   */
  static boolean isAvailable() {
    Native.load();
    return Native.isLoaded();
  }

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws TransportException {
    give(out);
    while (out.hasRemaining() && (mayHoldMore || take(in))) {
      step();
      give(out);
    }
  }

  private void give(ByteBuffer out) {
    int count = Math.min(decoded.remaining(), out.remaining());
    if (count > 0) {
      out.put(decoded.slice(decoded.position(), count));
      decoded.position(decoded.position() + count);
    }
  }

  /** Consumes input. Returns whether there is something to decode. */
  private boolean take(ByteBuffer in) throws TransportException {
    if (coded.hasRemaining() && inFrame) {
      return true;
    }
    if (!inFrame) {
      return begin(in);
    }
    coded.clear();
    int count = Math.min(in.remaining(), coded.remaining());
    coded.put(in.slice(in.position(), count)).flip();
    in.position(in.position() + count);
    return count > 0;
  }

  /**
   * Checks the head of the next frame before the library, which would allocate any amount of memory
   * for it.
   */
  private boolean begin(ByteBuffer in) throws TransportException {
    boolean known = frame.take(coded) || frame.take(in);
    if (!known) {
      return false;
    }
    ByteBuffer rest = ByteBuffer.allocate(coded.remaining()).put(coded).flip();
    coded.clear();
    coded.put(frame.head()).put(rest).flip();
    inFrame = true;
    return true;
  }

  /** Makes one step: there is input, or output that had no room before. */
  private void step() throws TransportException {
    decoded.clear();
    try {
      boolean ended = zstd.decompressDirectByteBufferStream(decoded, coded);
      mayHoldMore = !ended && !decoded.hasRemaining();
      decoded.flip();
      if (ended) {
        frames++;
        inFrame = false;
        frame = new ZstdFrame();
      }
    } catch (ZstdException e) {
      throw CodingFailure.malformed("invalid " + NAME + " data", e);
    }
  }

  @Override
  public void finish() throws TransportException {
    if (frames == 0 || inFrame || frame.begun()) {
      throw CodingFailure.cut(NAME);
    }
  }

  @Override
  public void close() {
    zstd.close();
  }
}
