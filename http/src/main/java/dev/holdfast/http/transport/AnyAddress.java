/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.InetAddress;

/** Allows every address. It is one instance, so that the absence of a guard can be recognised. */
enum AnyAddress implements AddressGuard {
  INSTANCE;

  @Override
  public boolean allows(InetAddress address) {
    return true;
  }
}
