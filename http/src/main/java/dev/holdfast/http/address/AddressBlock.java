/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.address;

import java.net.InetAddress;
import java.util.Arrays;

/** Addresses of one family with the same first bits (CIDR, RFC 4632). Immutable. */
public final class AddressBlock {

  private final byte[] start;
  private final int bits;

  private AddressBlock(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  /**
   * Returns the block that begins with that address.
   *
   * @param start the full address, such as {@code 10.0.0.0} or {@code fc00::}
   * @param bits the number of leading bits that all addresses of the block share
   * @throws IllegalArgumentException if it is not an address, or has fewer bits
   */
  public static AddressBlock of(String start, int bits) {
    InetAddress address = LiteralAddress.parse(start);
    if (address == null) {
      throw new IllegalArgumentException("no address (expected: one such as 10.0.0.0 or fc00::)");
    }
    byte[] bytes = address.getAddress();
    if (bits < 0 || bits > 8 * bytes.length) {
      throw new IllegalArgumentException(
          bits + " bits (expected: 0 to " + 8 * bytes.length + " for an address of its family)");
    }
    return new AddressBlock(bytes, bits);
  }

  /** Whether the address of these bytes belongs to the block. */
  public boolean contains(byte[] address) {
    if (address.length != start.length) {
      return false;
    }
    int whole = bits / 8;
    int mask = 0xff00 >> bits % 8 & 0xff;
    return Arrays.equals(address, 0, whole, start, 0, whole)
        && (mask == 0 || (address[whole] & mask) == (start[whole] & mask));
  }
}
