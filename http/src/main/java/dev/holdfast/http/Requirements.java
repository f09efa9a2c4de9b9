/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Transport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a transport can enforce every limit of the settings, so that none is silently
 * ignored.
 */
record Requirements(Capabilities can, String transport) {

  /**
   * Returns the requirements of a session with that transport, and perhaps another one for
   * asynchronous calls.
   */
  static Requirements of(Transport carrier, @Nullable AsyncTransport other) {
    Capabilities can = carrier.capabilities();
    return other == null
        ? new Requirements(can, name(carrier))
        : new Requirements(can.and(other.capabilities()), name(carrier) + " beside " + name(other));
  }

  /** Returns the transport's own name, or its class. */
  static String name(Object transport) {
    String hash = "@" + Integer.toHexString(System.identityHashCode(transport));
    return transport.toString().replace(hash, "");
  }

  /**
   * Checks settings against the capabilities of their transport.
   *
   * @throws IllegalArgumentException if they need more
   */
  void check(Settings settings) {
    List<String> lost = settings.timeouts().beyond(can);
    if (settings.safeguards().attemptTimeout().isPresent() && !can.attemptTimeout()) {
      lost.add("observed attempt timeout");
    }
    if (!lost.isEmpty()) {
      throw new IllegalArgumentException("transport: cannot keep the limits "
          + String.join(", ", lost)
          + " (expected: another one than " + transport
          + ", or without them on purpose: Timeouts.keptBy)");
    }
    if (settings.safeguards().hedge().isPresent() && !can.hedges()) {
      throw new IllegalArgumentException(
          "transport: cannot carry two attempts of one call at a time"
              + " (expected: no hedge, or another one than " + transport + ")");
    }
    if (settings.routing().chosen() && !can.routes()) {
      throw new IllegalArgumentException("transport: makes its connections by settings of its own"
          + " (expected: no proxy, Unix domain socket, local address or socket options with "
          + transport + ")");
    }
    if (settings.retry().needsProof() && !can.proofOfNotSent()) {
      throw new IllegalArgumentException("transport: cannot prove that nothing was sent, which"
          + " retries go by (expected: another one than " + transport + ", or Retry.off())");
    }
    if (settings.defaults().httpVersion().equals(Optional.of(HttpVersion.HTTP_2)) && !can.http2()) {
      throw new IllegalArgumentException("httpVersion: HTTP_2"
          + " (expected: HTTP_1_1 or NEGOTIATE with " + transport + ", which has no HTTP/2)");
    }
  }
}
