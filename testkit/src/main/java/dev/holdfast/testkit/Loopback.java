/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** 127.0.0.1, also where the JDK's own loopback address is ::1. */
final class Loopback {

  private Loopback() {}

  static InetAddress address() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
