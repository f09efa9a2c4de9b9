/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import java.io.EOFException;

/** A body that lasts until the peer closes the connection. */
final class UntilCloseDecoder extends BodyDecoder {

  @Override
  public long run() {
    return complete() ? 0 : Long.MAX_VALUE;
  }

  @Override
  void afterData(int bytes) {}

  @Override
  public void end(boolean announced) throws EOFException {
    // A TLS peer announces its end. If only the TCP connection ended, any hop may have truncated
    // the body (RFC 9112 section 9.8).
    if (!announced) {
      throw new EOFException("no close_notify");
    }
    markComplete();
  }

  @Override
  public boolean reusable() {
    return false;
  }

  @Override
  public boolean worthReading(long maxBytes) {
    return false;
  }

  @Override
  public String progress() {
    return "got " + count() + " bytes of unknown length";
  }
}
