/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.message.Escaped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http2.H2Error;

/**
 * Thrown when the peer has broken the rules of HTTP/2, for one stream or for the whole connection.
 */
public final class Http2Fault extends IOException {
  private static final long serialVersionUID = 1L;

  private final H2Error error;
  private final boolean ofOneStream;

  Http2Fault(H2Error error, String message) {
    this(error, message, false);
  }

  private Http2Fault(H2Error error, String message, boolean ofOneStream) {
    super(message);
    this.error = error;
    this.ofOneStream = ofOneStream;
  }

  /** Returns a fault that ends the connection although its other streams may be in order. */
  static Http2Fault ofOneStream(H2Error error, String message) {
    return new Http2Fault(error, message, true);
  }

  static Http2Fault protocol(String message) {
    return new Http2Fault(H2Error.PROTOCOL_ERROR, message);
  }

  /** Returns the name of an error code (RFC 9113 section 7). */
  static String name(int code) {
    H2Error known = H2Error.getByCode(code);
    return known == null ? "0x" + Integer.toHexString(code) : known.name();
  }

  /** Returns the fault of a peer that does not speak HTTP/2. */
  static Http2Fault notHttp2(byte[] start) {
    String quoted = Escaped.text(new String(start, StandardCharsets.ISO_8859_1));
    return new Http2Fault(
        H2Error.PROTOCOL_ERROR, "the peer does not speak HTTP/2, it sent \"" + quoted + '"');
  }

  H2Error error() {
    return error;
  }

  /** Whether the responses of other streams may be valid. */
  boolean ofOneStream() {
    return ofOneStream;
  }
}
