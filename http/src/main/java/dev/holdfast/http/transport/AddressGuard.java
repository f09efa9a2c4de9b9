/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * Decides which addresses may be connected to. It is for programs that fetch URLs from strangers,
 * so that none leads into the internal network (server-side request forgery).
 *
 * <p>Called with the very addresses that a connection is then made to, after the look-up of the
 * name and however the host was spelled, for each hop of a redirect. So a name that resolves to
 * another address a moment later gains nothing. Must be thread-safe and must not block.
 *
 * <p>With a proxy it is called with the addresses of the origin's name as resolved here, before the
 * proxy is called. A SOCKS proxy gets the very address that was allowed, an HTTP proxy the name.
 * The addresses of the proxy itself are not checked.
 */
@FunctionalInterface
public interface AddressGuard {

  /** Whether a connection to that address may be made. */
  boolean allows(InetAddress address);

  /**
   * Returns the allowed addresses, in the same order. For transports, which call it between the
   * look-up and the connection.
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

  /** Returns a guard that allows every address. */
  static AddressGuard none() {
    return AnyAddress.INSTANCE;
  }

  /**
   * Returns a guard that allows addresses of the public internet only: not this host, not private,
   * local or shared networks, not the metadata services of clouds (169.254.169.254, fd00:ec2::254),
   * not multicast, nor any other special-purpose address of the IANA registries (RFC 6890). An IPv6
   * address that carries an IPv4 address (NAT64, 6to4) is judged by that one too.
   */
  static AddressGuard publicOnly() {
    return PublicAddresses::contains;
  }
}
