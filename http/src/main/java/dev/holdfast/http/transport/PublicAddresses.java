/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** The addresses of the public internet: all but those that the IANA registries set apart. */
final class PublicAddresses {

  private static final List<Block> SPECIAL = List.of(
      // https://www.iana.org/assignments/iana-ipv4-special-registry
      new Block("0.0.0.0", 8),
      new Block("10.0.0.0", 8),
      new Block("100.64.0.0", 10),
      new Block("127.0.0.0", 8),
      new Block("169.254.0.0", 16),
      new Block("172.16.0.0", 12),
      new Block("192.0.0.0", 24),
      new Block("192.0.2.0", 24),
      new Block("192.88.99.0", 24),
      new Block("192.168.0.0", 16),
      new Block("198.18.0.0", 15),
      new Block("198.51.100.0", 24),
      new Block("203.0.113.0", 24),
      // Multicast, reserved, broadcast.
      new Block("224.0.0.0", 3),
      // https://www.iana.org/assignments/iana-ipv6-special-registry; unspecified, loopback, mapped.
      new Block("::", 96),
      new Block("64:ff9b:1::", 48),
      new Block("100::", 64),
      new Block("2001::", 23),
      new Block("2001:db8::", 32),
      new Block("3fff::", 20),
      new Block("5f00::", 16),
      // Unique local, link-local, site-local, multicast.
      new Block("fc00::", 7),
      new Block("fe80::", 9),
      new Block("ff00::", 8));

  private static final Block NAT64 = new Block("64:ff9b::", 96);
  private static final Block SIX_TO_FOUR = new Block("2002::", 16);

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (SPECIAL.stream().anyMatch(block -> block.contains(bytes))) {
      return false;
    }
    if (NAT64.contains(bytes)) {
      return contains(embedded(bytes, 12));
    }
    return !SIX_TO_FOUR.contains(bytes) || contains(embedded(bytes, 2));
  }

  private static InetAddress embedded(byte[] bytes, int at) {
    return address(Arrays.copyOfRange(bytes, at, at + 4));
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new AssertionError(wrongLength);
    }
  }

  /** Addresses of one family with the same first bits. */
  private static final class Block {

    private final byte[] start;
    private final int bits;

    Block(String start, int bits) {
      try {
        // A literal is only parsed, not looked up.
        this.start = InetAddress.getByName(start).getAddress();
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
      this.bits = bits;
    }

    boolean contains(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = 0xff00 >> bits % 8 & 0xff;
      return Arrays.equals(address, 0, whole, start, 0, whole)
          && (mask == 0 || (address[whole] & mask) == (start[whole] & mask));
    }
  }
}
