/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves host names. Called on a thread that may be abandoned when the connect timeout or the
 * deadline passes. Must be thread-safe.
 */
@FunctionalInterface
public interface Dns {

  /**
   * Returns the addresses of a host, in the order in which to try them.
   *
   * @param host a name, never a literal address; never empty
   * @return at least one address
   * @throws UnknownHostException if there is none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** Returns the resolver of the operating system, with the JVM's cache. */
  static Dns system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
