/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A socket below TLS that remembers what it received: the JDK hides how a connection ended. */
final class RecordingSocket extends Socket {

  private static final int RECORD_HEADER = 5;

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  RecordingSocket(FaultServer server) throws IOException {
    super(Loopback.address(), server.port());
  }

  /** The length of the last TLS record's content (RFC 8446 section 5.1). */
  int lastRecord() {
    ByteBuffer bytes = ByteBuffer.wrap(received.toByteArray());
    int length = 0;
    while (bytes.remaining() >= RECORD_HEADER) {
      length = Short.toUnsignedInt(bytes.getShort(bytes.position() + 3));
      bytes.position(bytes.position() + RECORD_HEADER + length);
    }
    return length;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
          received.write(b);
        }
        return b;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        received.write(buffer, offset, Math.max(0, count));
        return count;
      }
    };
  }
}
