/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * Decides which addresses may be connected to: for programs that fetch URLs which strangers hand
 * them, so that none leads to a neighbour inside the network (server-side request forgery).
 *
 * <p>Asked about the very addresses that a connection is then made to, after the look-up of the
 * name and however the host was spelled, for each hop of a redirect: a name that resolves to
 * something else a moment later gains nothing. Must be safe for use by many threads and not block.
 *
 * <p>Behind a proxy it is asked about the addresses that the origin's name has here, before the
 * proxy is called; a SOCKS proxy is given the very address that was allowed, an HTTP proxy the
 * name. The addresses of the proxy itself are not asked about.
 */
@FunctionalInterface
public interface AddressGuard {

  /** Whether a connection to that address may be made. */
  boolean allows(InetAddress address);

  /**
   * Those of the addresses that are allowed, in the same order: for transports, which call it
   * between the look-up and the connection.
   *
   * @throws TransportException if none of them is; final, nothing was sent
   */
  default List<InetAddress> allowed(String host, List<InetAddress> addresses)
      throws TransportException {
    Objects.requireNonNull(host, "host");
    List<InetAddress> allowed = Objects.requireNonNull(addresses, "addresses").stream()
        .filter(this::allows)
        .toList();
    if (allowed.isEmpty()) {
      throw TransportException.of(
              FailureKind.CONNECT_ERROR,
              Sent.NO,
              "the address guard allows no connection to " + host + " at "
                  + String.join(
                      ", ", addresses.stream().map(InetAddress::getHostAddress).toList()),
              null)
          .asPermanent();
    }
    return allowed;
  }

  /** Allows every address. */
  static AddressGuard none() {
    return AnyAddress.INSTANCE;
  }

  /**
   * Allows addresses of the public internet only: not this host, not private, local or shared
   * networks, not the metadata services of clouds (169.254.169.254, fd00:ec2::254), not multicast,
   * nor whatever else the IANA registries of special-purpose addresses (RFC 6890) set apart. An
   * IPv6 address that carries an IPv4 address (NAT64, 6to4) is judged by that one too.
   */
  static AddressGuard publicOnly() {
    return PublicAddresses::contains;
  }
}
