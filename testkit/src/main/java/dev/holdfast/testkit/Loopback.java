/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** 127.0.0.1, also where the JDK's own loopback address is ::1. */
final class Loopback {

  /**
   * How many connections may come before one is accepted. With the JDK's 50, a test with a few
   * hundred clients meets connects that take a second: the kernel drops what finds no room.
   */
  static final int BACKLOG = 4096;

  private Loopback() {}

  static InetAddress address() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
