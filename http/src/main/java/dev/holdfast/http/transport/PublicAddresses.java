/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.address.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of the public internet: all except the special-purpose ones of the IANA registries.
 */
final class PublicAddresses {

  private static final List<AddressBlock> SPECIAL = List.of(
      // https://www.iana.org/assignments/iana-ipv4-special-registry
      AddressBlock.of("0.0.0.0", 8),
      AddressBlock.of("10.0.0.0", 8),
      AddressBlock.of("100.64.0.0", 10),
      AddressBlock.of("127.0.0.0", 8),
      AddressBlock.of("169.254.0.0", 16),
      AddressBlock.of("172.16.0.0", 12),
      AddressBlock.of("192.0.0.0", 24),
      AddressBlock.of("192.0.2.0", 24),
      AddressBlock.of("192.88.99.0", 24),
      AddressBlock.of("192.168.0.0", 16),
      AddressBlock.of("198.18.0.0", 15),
      AddressBlock.of("198.51.100.0", 24),
      AddressBlock.of("203.0.113.0", 24),
      // Multicast, reserved, broadcast.
      AddressBlock.of("224.0.0.0", 3),
      // https://www.iana.org/assignments/iana-ipv6-special-registry; unspecified, loopback, mapped.
      AddressBlock.of("::", 96),
      AddressBlock.of("64:ff9b:1::", 48),
      AddressBlock.of("100::", 64),
      AddressBlock.of("2001::", 23),
      AddressBlock.of("2001:db8::", 32),
      AddressBlock.of("3fff::", 20),
      AddressBlock.of("5f00::", 16),
      // Unique local, link-local, site-local, multicast.
      AddressBlock.of("fc00::", 7),
      AddressBlock.of("fe80::", 9),
      AddressBlock.of("ff00::", 8));

  private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::", 96);
  private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::", 16);

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
}
