/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.net.Quoted;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;

/**
 * The failures for invalid bytes of a peer. All but garbage are final, because the same would come
 * again.
 */
final class Malformed {

  private Malformed() {}

  /**
   * Returns the failure of a peer that does not speak HTTP/1. It may be another service for a
   * moment, so it is retried.
   */
  static TransportException garbage(byte[] start) {
    String quoted = Quoted.bytes(start);
    if (isTls(start)) {
      return head(
          "the peer speaks TLS where plain text was expected, it sent " + quoted + "; use https");
    }
    return TransportException.of(
        FailureKind.BAD_RESPONSE,
        Sent.MAYBE,
        "expected a status line of HTTP/1.0 or HTTP/1.1, got " + quoted,
        null);
  }

  /** Whether this is an alert or handshake record of any version (RFC 8446 section 5.1). */
  private static boolean isTls(byte[] start) {
    return start.length >= 2 && (start[0] == 21 || start[0] == 22) && start[1] == 3;
  }

  static TransportException head(String message) {
    return TransportException.of(FailureKind.BAD_RESPONSE, Sent.MAYBE, message, null)
        .asPermanent();
  }

  static TransportException framing(String message) {
    return TransportException.of(FailureKind.BAD_RESPONSE, Sent.ANSWERED, message, null)
        .asPermanent();
  }

  static TransportException chunk(String message) {
    return TransportException.of(FailureKind.BAD_CHUNK, Sent.ANSWERED, message, null)
        .asPermanent();
  }
}
