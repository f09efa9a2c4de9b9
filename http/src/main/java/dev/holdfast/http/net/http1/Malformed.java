/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.net.Quoted;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;

/** Failures for what a peer must not send. All but garbage are final: the same would come again. */
final class Malformed {

  private Malformed() {}

  /** Something other than HTTP/1: perhaps another service for a moment, so it may be retried. */
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

  /** An alert or handshake record of any version (RFC 8446 section 5.1). */
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
