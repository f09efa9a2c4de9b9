/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Parses hosts that are addresses and need no look-up. */
public final class LiteralAddress {

  private LiteralAddress() {}

  /** Returns the address in the text (dotted quad or IPv6), or null if it is a name. */
  public static @Nullable InetAddress parse(String host) {
    if (host.indexOf(':') < 0 && !isDottedQuad(host)) {
      return null;
    }
    try {
      // For a literal this only parses: no look-up is made (InetAddress.getByName).
      return InetAddress.getByName(host);
    } catch (UnknownHostException malformed) {
      return null;
    }
  }

  private static boolean isDottedQuad(String host) {
    int dots = 0;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '.') {
        if (digits == 0) {
          return false;
        }
        dots++;
        digits = 0;
        value = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        digits++;
        value = value * 10 + c - '0';
        if (value > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return dots == 3 && digits > 0;
  }
}
