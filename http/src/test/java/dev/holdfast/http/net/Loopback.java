/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that never leave this machine. */
final class Loopback {

  private Loopback() {}

  /** 127.0.0.n; on Linux all of 127.0.0.0/8 is local. */
  static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
