/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.InetAddress;

/** Allows every address; one instance, so that its absence can be told. */
enum AnyAddress implements AddressGuard {
  INSTANCE;

  @Override
  public boolean allows(InetAddress address) {
    return true;
  }
}
