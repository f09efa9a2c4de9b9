/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** The three ways in which a coded body fails. */
final class CodingFailure {

  private CodingFailure() {}

  /**
   * Returns the failure of a body that does not match its {@code Content-Encoding}. The same bytes
   * would come again.
   */
  static TransportException malformed(String what, @Nullable Throwable cause) {
    return TransportException.of(
            FailureKind.DECODING_ERROR, Sent.ANSWERED, "the body does not decode: " + what, cause)
        .asPermanent();
  }

  /**
   * Returns the failure of a body that ends inside the coding: truncated, like a body shorter than
   * announced.
   */
  static TransportException cut(String coding) {
    return TransportException.of(
        FailureKind.CONNECTION_BROKEN_MID_BODY,
        Sent.ANSWERED,
        "the body ends inside its " + coding + " coding",
        null);
  }

  /** Returns the failure of a body that would grow beyond the limit. */
  static TransportException bomb(long coded, long decoded, int maxRatio) {
    return TransportException.of(
            FailureKind.BAD_RESPONSE,
            Sent.ANSWERED,
            "the first " + coded + " bytes of the body decode to " + decoded
                + " bytes, more than " + maxRatio
                + ":1, and look like a decompression bomb (maxCompressionRatio)",
            null)
        .asPermanent();
  }
}
