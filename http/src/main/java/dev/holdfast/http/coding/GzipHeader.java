/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The header of one gzip member (RFC 1952 section 2.3), parsed byte by byte. */
final class GzipHeader {

  /** The limit on a header. Names and comments are short; a longer one is probably an attack. */
  private static final int MOST_BYTES = 128 * 1024;

  private static final int FIXED_PART = 10;
  private static final int[] BEGINNING = {0x1f, 0x8b, 8};

  private static final int HAS_CHECKSUM = 0x02;
  private static final int HAS_EXTRA = 0x04;
  private static final int HAS_NAME = 0x08;
  private static final int HAS_COMMENT = 0x10;
  private static final int RESERVED = 0xe0;

  /** The parts of the header, in the order of the format. */
  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    DONE
  }

  private final CRC32 checksum = new CRC32();
  private Part part = Part.FIXED;
  private int flags;
  private int count;
  private int inPart;
  private int number;

  /** Consumes the bytes of the header. Returns whether it is complete. */
  boolean take(ByteBuffer in) throws TransportException {
    while (part != Part.DONE && in.hasRemaining()) {
      take(in.get() & 0xff);
    }
    return part == Part.DONE;
  }

  /** Whether no byte of the header was read yet. */
  boolean untouched() {
    return count == 0;
  }

  private void take(int value) throws TransportException {
    if (++count > MOST_BYTES) {
      throw CodingFailure.malformed("a gzip header of more than " + MOST_BYTES + " bytes", null);
    }
    if (part != Part.CHECKSUM) {
      checksum.update(value);
    }
    inPart++;
    switch (part) {
      case FIXED -> takeFixed(value);
      case EXTRA_LENGTH -> endIf(takeNumber(value));
      case EXTRA -> endIf(inPart == number);
      case NAME, COMMENT -> endIf(value == 0);
      case CHECKSUM -> takeChecksum(value);
      case DONE -> throw new AssertionError(part);
    }
  }

  private void takeFixed(int value) throws TransportException {
    if (inPart <= BEGINNING.length && value != BEGINNING[inPart - 1]) {
      throw CodingFailure.malformed(
          String.format("not gzip: byte %d of the header is 0x%02x", count, value), null);
    }
    if (inPart == BEGINNING.length + 1) {
      flags = value;
      if ((flags & RESERVED) != 0) {
        throw CodingFailure.malformed("a gzip header with reserved flags", null);
      }
    }
    endIf(inPart == FIXED_PART);
  }

  private void takeChecksum(int value) throws TransportException {
    boolean whole = takeNumber(value);
    if (whole && number != (checksum.getValue() & 0xffff)) {
      throw CodingFailure.malformed("the checksum of the gzip header is wrong", null);
    }
    endIf(whole);
  }

  /** Reads two bytes, the lower first. Returns whether both were read. */
  private boolean takeNumber(int value) {
    number = inPart == 1 ? value : number | value << 8;
    return inPart == 2;
  }

  private void endIf(boolean ended) {
    if (ended) {
      part = after(part);
      inPart = 0;
    }
  }

  /** Returns the part after this one, among those that the flags announce. */
  private Part after(Part ended) {
    return switch (ended) {
      case FIXED -> has(HAS_EXTRA) ? Part.EXTRA_LENGTH : after(Part.EXTRA);
      case EXTRA_LENGTH -> number > 0 ? Part.EXTRA : after(Part.EXTRA);
      case EXTRA -> has(HAS_NAME) ? Part.NAME : after(Part.NAME);
      case NAME -> has(HAS_COMMENT) ? Part.COMMENT : after(Part.COMMENT);
      case COMMENT -> has(HAS_CHECKSUM) ? Part.CHECKSUM : Part.DONE;
      case CHECKSUM, DONE -> Part.DONE;
    };
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
