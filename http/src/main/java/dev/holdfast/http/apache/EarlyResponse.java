/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the peer has sent a final response although the request is still being sent, as
 * servers do that refuse a large body (413) and read no further.
 */
final class EarlyResponse implements Wire.EarlyInput {

  /** Where the first digit of the status stands: after {@code HTTP/1.1} and a space. */
  private static final int STATUS_AT = 9;

  private final Connection connection;

  private EarlyResponse(Connection connection) {
    this.connection = connection;
  }

  /**
   * The watcher for a connection's writes; none under TLS, where bytes on the wire may be something
   * else than a response and cannot be decrypted in the middle of a write.
   */
  static @Nullable EarlyResponse watcher(Connection connection) {
    return connection.secure() ? null : new EarlyResponse(connection);
  }

  @Override
  public boolean endsTheWrite() throws IOException {
    boolean more = connection.wireInput().takeAvailable();
    if (!more) {
      // Would be readable forever; whatever it means shows when the response is read.
      connection.wire().watchInputWhileWriting(null);
    }
    return isFinal(connection.wireInput().unread());
  }

  /** Whether these bytes begin, after any whole interim responses, something that is not one. */
  private static boolean isFinal(byte[] bytes) {
    int start = 0;
    while (bytes.length - start > STATUS_AT && bytes[start + STATUS_AT] == '1') {
      int end = headEnd(bytes, start);
      if (end < 0) {
        return false;
      }
      start = end;
    }
    return bytes.length - start > STATUS_AT;
  }

  /** The index after the empty line that ends a head, or -1. */
  private static int headEnd(byte[] bytes, int from) {
    for (int i = from; i + 3 < bytes.length; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }
}
