/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.EOFException;
import java.io.IOException;

/** A body that lasts until the peer closes the connection. */
final class UntilCloseBody extends ResponseBody {

  UntilCloseBody(Connection connection, Blame blame) {
    super(connection, blame);
  }

  @Override
  int readSome(byte[] target, int offset, int wanted) throws IOException {
    int read = readRaw(target, offset, wanted);
    // A TLS peer announces its end. If only the TCP connection ended, anybody on the way may have
    // cut the body (RFC 9112 section 9.8); JSSE reports both in the same way.
    if (read < 0 && connection().secure() && connection().wire().peerEnded()) {
      throw new EOFException("no close_notify");
    }
    return read;
  }

  @Override
  boolean reusable() {
    return false;
  }

  @Override
  boolean worthReading(long maxBytes) {
    return false;
  }

  @Override
  String progress() {
    return "got " + count() + " bytes of unknown length";
  }
}
