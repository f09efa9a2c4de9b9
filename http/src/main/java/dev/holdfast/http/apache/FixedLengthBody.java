/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;

/** A body of a known length. */
final class FixedLengthBody extends ResponseBody {

  private final long length;

  FixedLengthBody(Connection connection, Blame blame, long length) {
    super(connection, blame);
    this.length = length;
    if (length == 0) {
      markComplete();
    }
  }

  @Override
  int readSome(byte[] target, int offset, int wanted) throws IOException {
    long left = length - count();
    if (left == 0) {
      return -1;
    }
    int read = readRaw(target, offset, (int) Math.min(wanted, left));
    if (read < 0) {
      throw endOfStream();
    }
    if (read == left) {
      markComplete();
    }
    return read;
  }

  @Override
  boolean worthReading(long maxBytes) {
    return length - count() <= maxBytes;
  }

  @Override
  String progress() {
    return "got " + count() + " of " + length + " bytes";
  }
}
