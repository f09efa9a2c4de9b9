/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Capabilities;
import java.util.List;

/** Checks that a transport can enforce every limit of the settings: none is lost in silence. */
final class Requirements {

  private Requirements() {}

  /**
   * Checks settings against what their transport can do.
   *
   * @throws IllegalArgumentException if they need more
   */
  static void check(Settings settings, Capabilities can) {
    List<String> lost = settings.timeouts().beyond(can);
    if (settings.safeguards().attemptTimeout().isPresent() && !can.deadline()) {
      lost.add("observed attempt timeout");
    }
    if (!lost.isEmpty()) {
      throw new IllegalArgumentException("transport: cannot keep the limits "
          + String.join(", ", lost)
          + " (expected: a transport that can, or Timeouts.unbounded() with those it can)");
    }
    if (settings.routing().chosen() && !can.routes()) {
      throw new IllegalArgumentException("transport: makes its connections by settings of its own"
          + " (expected: no proxy, Unix domain socket, local address or socket options)");
    }
    if (settings.retry().needsProof() && !can.proofOfNotSent()) {
      throw new IllegalArgumentException("transport: cannot prove that nothing was sent, which"
          + " retries go by (expected: a transport that can, or Retry.off())");
    }
  }
}
