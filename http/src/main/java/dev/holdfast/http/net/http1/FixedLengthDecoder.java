/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import java.io.EOFException;

/** A body of a known length. */
final class FixedLengthDecoder extends BodyDecoder {

  private final long length;

  FixedLengthDecoder(long length) {
    this.length = length;
    if (length == 0) {
      markComplete();
    }
  }

  @Override
  public long run() {
    return length - count();
  }

  @Override
  void afterData(int bytes) {
    if (run() == 0) {
      markComplete();
    }
  }

  @Override
  public void end(boolean announced) throws EOFException {
    throw endOfStream();
  }

  @Override
  public boolean worthReading(long maxBytes) {
    return run() <= maxBytes;
  }

  @Override
  public String progress() {
    return "got " + count() + " of " + length + " bytes";
  }
}
