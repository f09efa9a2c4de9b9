/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The address 127.0.0.1, even if the JDK's own loopback address is ::1. */
final class Loopback {

  /**
   * The number of connections that may be pending before one is accepted. With the JDK's 50, some
   * connects of a test with a few hundred clients take a second, since the kernel drops the SYNs
   * beyond the backlog.
   */
  static final int BACKLOG = 4096;

  private Loopback() {}

  static InetAddress address() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
