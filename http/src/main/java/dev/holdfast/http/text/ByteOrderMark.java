/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The character set that the first bytes of a text declare (WHATWG Encoding, section 6.1). */
public final class ByteOrderMark {

  private ByteOrderMark() {}

  /**
   * Returns the character set whose mark these bytes begin with, from the position on. Consumes
   * nothing.
   */
  public static Optional<Charset> of(ByteBuffer bytes) {
    if (begins(bytes, 0xef, 0xbb, 0xbf)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (begins(bytes, 0xfe, 0xff)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return begins(bytes, 0xff, 0xfe) ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
  }

  private static boolean begins(ByteBuffer bytes, int... mark) {
    boolean begins = bytes.remaining() >= mark.length;
    for (int i = 0; begins && i < mark.length; i++) {
      begins = (bytes.get(bytes.position() + i) & 0xff) == mark[i];
    }
    return begins;
  }
}
