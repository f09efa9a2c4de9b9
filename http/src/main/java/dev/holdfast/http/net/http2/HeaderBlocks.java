/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackException;
import org.apache.hc.core5.http2.hpack.HeaderListConstraintException;
import org.jspecify.annotations.Nullable;

/** Assembles header sections from their frames (RFC 9113 section 4.3), within bounds. */
final class HeaderBlocks {

  /** The limit on one section, compressed and not: that of an HTTP/1.1 head. */
  static final int LIMIT = 64 * 1024;

  private static final int MOST_FRAMES = 64;
  private static final int TABLE_SIZE = 4096;

  private final HPackDecoder decoder = new HPackDecoder(TABLE_SIZE, StandardCharsets.ISO_8859_1);
  private ByteBuffer block = ByteBuffer.allocate(0);
  private int frames;
  private int stream;
  private boolean endStream;

  /** A complete section. */
  record Section(int stream, List<Header> fields, boolean endStream) {}

  HeaderBlocks() {
    decoder.setMaxListSize(LIMIT);
  }

  /** Returns the stream whose section has begun and not ended; 0 if there is none. */
  int open() {
    return stream;
  }

  @Nullable Section begin(Frame frame, ByteBuffer fragment) throws Http2Fault {
    stream = frame.stream();
    endStream = frame.has(Frame.END_STREAM);
    frames = 0;
    block = ByteBuffer.allocate(0);
    return add(frame, fragment);
  }

  @Nullable Section add(Frame frame, ByteBuffer fragment) throws Http2Fault {
    frames++;
    if (frames > MOST_FRAMES || block.remaining() + fragment.remaining() > LIMIT) {
      throw new Http2Fault(
          H2Error.ENHANCE_YOUR_CALM,
          "a header section of more than " + LIMIT + " bytes or " + MOST_FRAMES + " frames");
    }
    block = block.hasRemaining()
        ? ByteBuffer.allocate(block.remaining() + fragment.remaining())
            .put(block)
            .put(fragment)
            .flip()
        : fragment;
    if (!frame.has(Frame.END_HEADERS)) {
      return null;
    }
    Section section = new Section(stream, decode(), endStream);
    stream = 0;
    block = ByteBuffer.allocate(0);
    return section;
  }

  private List<Header> decode() throws Http2Fault {
    try {
      return decoder.decodeHeaders(block);
    } catch (HeaderListConstraintException tooLong) {
      throw new Http2Fault(
          H2Error.ENHANCE_YOUR_CALM, "a header section of more than " + LIMIT + " bytes");
    } catch (HPackException | RuntimeException malformed) {
      throw new Http2Fault(
          H2Error.COMPRESSION_ERROR, "a malformed header section: " + malformed.getMessage());
    }
  }
}
