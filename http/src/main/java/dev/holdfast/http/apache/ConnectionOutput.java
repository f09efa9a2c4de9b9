/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The sending side of a connection as a stream, without a buffer. */
final class ConnectionOutput extends OutputStream {

  private final Wire wire;
  private final @Nullable TlsWire tls;

  /** @param tls what encrypts, if anything does */
  ConnectionOutput(Wire wire, @Nullable TlsWire tls) {
    this.wire = wire;
    this.tls = tls;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (tls == null) {
      wire.write(source, offset, length);
    } else {
      tls.write(source, offset, length);
    }
  }
}
