/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import java.nio.ByteBuffer;

/**
 * The padding that some servers send after complete, verified coded data: zeros up to a block's
 * size, or a line end from a template. {@code gzip(1)}, browsers and Python ignore it.
 */
final class Padding {

  private Padding() {}

  /** Skips padding; stops at the first other byte. */
  static void skip(ByteBuffer in) {
    while (in.hasRemaining() && isPadding(in.get(in.position()))) {
      in.get();
    }
  }

  private static boolean isPadding(byte b) {
    return b == 0 || b == '\r' || b == '\n';
  }
}
