/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Collects the written bytes, and refuses more than its bound. */
final class BoundedBuffer extends OutputStream {

  private final int max;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean full;

  BoundedBuffer(int max) {
    this.max = max;
  }

  @Override
  public void write(int b) throws IOException {
    requireRoom(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    requireRoom(length);
    bytes.write(source, offset, length);
  }

  private void requireRoom(int length) throws IOException {
    if (full || length > max - bytes.size()) {
      full = true;
      throw new IOException("more than " + max + " bytes");
    }
  }

  /** Whether more was written than the bound. */
  boolean full() {
    return full;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
