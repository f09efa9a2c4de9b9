/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The order in which addresses are tried (RFC 8305 section 4). */
public final class AddressOrder {

  private AddressOrder() {}

  /**
   * Returns the addresses with alternating families, beginning with that of the first address. The
   * order within a family is kept.
   */
  public static List<InetAddress> interleaved(List<InetAddress> addresses) {
    if (addresses.size() < 2) {
      return addresses;
    }
    boolean sixFirst = addresses.get(0) instanceof Inet6Address;
    List<InetAddress> first = new ArrayList<>(addresses.size());
    List<InetAddress> second = new ArrayList<>(addresses.size());
    for (InetAddress address : addresses) {
      (address instanceof Inet6Address == sixFirst ? first : second).add(address);
    }
    List<InetAddress> mixed = new ArrayList<>(addresses.size());
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      if (i < first.size()) {
        mixed.add(first.get(i));
      }
      if (i < second.size()) {
        mixed.add(second.get(i));
      }
    }
    return mixed;
  }
}
