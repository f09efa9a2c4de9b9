/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Valid gzip (RFC 1952) that decodes to very many zeros: a client must decode piece by piece and
 * stop at a limit. A gibibyte takes one mebibyte, and two kilobytes when coded twice.
 */
public final class GzipBomb {

  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

  /** An empty last block with fixed codes (RFC 1951 section 3.2.6). */
  private static final byte[] LAST_BLOCK = {3, 0};

  private static final int MEBIBYTE = 1 << 20;

  private GzipBomb() {}

  /**
   * A 200 with the bomb as its body.
   *
   * @param mebibytes the decoded size
   * @param layers the number of times it is coded, each named in {@code Content-Encoding}
   * @throws IllegalArgumentException if either is less than 1
   */
  public static Step of(int mebibytes, int layers) {
    if (layers < 1) {
      throw new IllegalArgumentException("layers: " + layers + " (expected: >= 1)");
    }
    byte[] bomb = zeros(mebibytes);
    for (int layer = 1; layer < layers; layer++) {
      bomb = gzip(bomb);
    }
    String codings = "gzip" + ", gzip".repeat(layers - 1);
    return Step.respond(200).header("Content-Encoding", codings).body(bomb);
  }

  /** A 200 whose gzip body never ends. */
  public static Step endless() {
    return Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
        Action.send(HEADER),
        Action.endless(deflated(new byte[MEBIBYTE], Deflater.SYNC_FLUSH)));
  }

  /**
   * Zeros, coded once.
   *
   * @throws IllegalArgumentException if {@code mebibytes} is less than 1
   */
  public static byte[] zeros(int mebibytes) {
    if (mebibytes < 1) {
      throw new IllegalArgumentException("mebibytes: " + mebibytes + " (expected: >= 1)");
    }
    byte[] block = new byte[MEBIBYTE];
    // A full flush ends on a byte and refers to nothing before it, so the block can be repeated.
    byte[] coded = deflated(block, Deflater.FULL_FLUSH);
    CRC32 checksum = new CRC32();
    ByteArrayOutputStream bomb = new ByteArrayOutputStream(mebibytes * coded.length + 20);
    bomb.writeBytes(HEADER);
    for (int i = 0; i < mebibytes; i++) {
      checksum.update(block);
      bomb.writeBytes(coded);
    }
    bomb.writeBytes(LAST_BLOCK);
    bomb.writeBytes(trailer(checksum, (long) mebibytes * MEBIBYTE));
    return bomb.toByteArray();
  }

  private static byte[] gzip(byte[] data) {
    CRC32 checksum = new CRC32();
    checksum.update(data);
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    coded.writeBytes(HEADER);
    coded.writeBytes(deflated(data, Deflater.FULL_FLUSH));
    coded.writeBytes(LAST_BLOCK);
    coded.writeBytes(trailer(checksum, data.length));
    return coded.toByteArray();
  }

  private static byte[] trailer(CRC32 checksum, long length) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) checksum.getValue())
        .putInt((int) length)
        .array();
  }

  private static byte[] deflated(byte[] data, int flush) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(data);
      ByteArrayOutputStream coded = new ByteArrayOutputStream();
      byte[] part = new byte[8_192];
      int count = deflater.deflate(part, 0, part.length, flush);
      while (count > 0) {
        coded.write(part, 0, count);
        count = deflater.deflate(part, 0, part.length, flush);
      }
      return coded.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
