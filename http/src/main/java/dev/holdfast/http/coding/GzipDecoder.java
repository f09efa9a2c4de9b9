/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The coding {@code gzip} (RFC 1952): any number of members, each with its checksum and length
 * verified. A member may be followed by {@link Padding}; anything else is an error.
 */
final class GzipDecoder implements ContentDecoder {

  private static final String NAME = "gzip";
  private static final int TRAILER = 8;

  private final Inflation inflation = new Inflation(true, NAME);
  private final CRC32 checksum = new CRC32();
  private final ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
  private GzipHeader header = new GzipHeader();
  private boolean headerRead;
  private int members;

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws TransportException {
    do {
      if (members > 0 && header.untouched()) {
        Padding.skip(in);
      }
      headerRead = headerRead || header.take(in);
      if (!headerRead) {
        return;
      }
      if (!inflation.finished()) {
        inflate(in, out);
      }
    } while (inflation.finished() && takeTrailer(in) && in.hasRemaining());
  }

  private void inflate(ByteBuffer in, ByteBuffer out) throws TransportException {
    ByteBuffer decoded = out.duplicate();
    inflation.inflate(in, out);
    checksum.update(decoded.limit(out.position()));
  }

  /** Reads the trailer. Returns whether the member ends here. */
  private boolean takeTrailer(ByteBuffer in) throws TransportException {
    while (trailer.hasRemaining() && in.hasRemaining()) {
      trailer.put(in.get());
    }
    if (trailer.hasRemaining()) {
      return false;
    }
    long expected = number(0);
    if (checksum.getValue() != expected) {
      throw CodingFailure.malformed(
          String.format(
              "the gzip checksum is %08x but should be %08x", checksum.getValue(), expected),
          null);
    }
    if ((inflation.count() & 0xffff_ffffL) != number(4)) {
      throw CodingFailure.malformed(
          "gzip data of " + inflation.count() + " bytes that should be " + number(4), null);
    }
    nextMember();
    return true;
  }

  private long number(int at) {
    return Integer.reverseBytes(trailer.getInt(at)) & 0xffff_ffffL;
  }

  private void nextMember() {
    members++;
    header = new GzipHeader();
    headerRead = false;
    inflation.restart();
    checksum.reset();
    trailer.clear();
  }

  @Override
  public void finish() throws TransportException {
    if (members == 0 || headerRead || !header.untouched()) {
      throw CodingFailure.cut(NAME);
    }
  }

  @Override
  public void close() {
    inflation.close();
  }
}
