/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import java.nio.ByteBuffer;

/**
 * What some servers send after coded data that is whole and checked: zeros up to a block's size, or
 * a line end from a template. {@code gzip(1)}, browsers and Python pass over it.
 */
final class Padding {

  private Padding() {}

  /** Passes over padding; stops at the first byte that is none. */
  static void skip(ByteBuffer in) {
    while (in.hasRemaining() && isPadding(in.get(in.position()))) {
      in.get();
    }
  }

  private static boolean isPadding(byte b) {
    return b == 0 || b == '\r' || b == '\n';
  }
}
