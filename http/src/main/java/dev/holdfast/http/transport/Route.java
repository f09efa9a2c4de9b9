/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.proxy.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to an origin. Connections by different routes are never exchanged for each other.
 * Immutable.
 *
 * @param proxy the proxy to use; {@link Proxy#none()} for none
 * @param unixSocket the Unix domain socket to connect to in place of the origin's address
 * @param localAddress the address of this host to connect from; the kernel's choice if empty
 * @param options of TCP sockets
 */
public record Route(
    Proxy proxy,
    Optional<Path> unixSocket,
    Optional<InetAddress> localAddress,
    SocketOptions options) {

  private static final Route DIRECT =
      new Route(Proxy.none(), Optional.empty(), Optional.empty(), SocketOptions.defaults());

  /**
   * Checks that nothing is missing.
   *
   * @throws IllegalArgumentException if there are both a proxy and a Unix domain socket
   */
  public Route {
    Objects.requireNonNull(proxy, "proxy");
    Objects.requireNonNull(unixSocket, "unixSocket");
    Objects.requireNonNull(localAddress, "localAddress");
    Objects.requireNonNull(options, "options");
    if (unixSocket.isPresent() && !proxy.isNone()) {
      throw new IllegalArgumentException("unixSocket: with a proxy (expected: one of the two)");
    }
  }

  /** Returns the direct route to the origin, with the default options. */
  public static Route direct() {
    return DIRECT;
  }

  /** Returns the route through that proxy. */
  public static Route through(Proxy proxy) {
    return DIRECT.withProxy(proxy);
  }

  /**
   * Returns the route to that Unix domain socket, whatever the host of a URL. The {@code Host}
   * header still has that host.
   */
  public static Route overUnixSocket(Path socket) {
    return new Route(
        Proxy.none(),
        Optional.of(Objects.requireNonNull(socket, "socket")),
        Optional.empty(),
        DIRECT.options);
  }

  /** Returns the route from that address of this host. */
  public static Route from(InetAddress address) {
    return DIRECT.withLocalAddress(address);
  }

  /** Returns this route with another proxy; {@link Proxy#none()} for none. */
  public Route withProxy(Proxy proxy) {
    Objects.requireNonNull(proxy, "proxy");
    return proxy.equals(this.proxy) ? this : new Route(proxy, unixSocket, localAddress, options);
  }

  /** Returns this route from another address of this host. */
  public Route withLocalAddress(InetAddress address) {
    return new Route(
        proxy, unixSocket, Optional.of(Objects.requireNonNull(address, "address")), options);
  }

  /** Returns this route with other options of TCP sockets. */
  public Route withOptions(SocketOptions options) {
    return new Route(proxy, unixSocket, localAddress, options);
  }

  /** Returns this route to the origin, or to its proxy, by TCP. */
  public Route withoutUnixSocket() {
    return unixSocket.isEmpty() ? this : new Route(proxy, Optional.empty(), localAddress, options);
  }

  /** Whether requests of that kind are sent to an HTTP proxy, which forwards them. */
  public boolean forwards(boolean secure) {
    return !secure && proxy.speaksHttp();
  }

  /** Returns the route as in messages: empty for a direct route to the origin. */
  @Override
  public String toString() {
    if (!proxy.isNone()) {
      return "proxy " + proxy;
    }
    return unixSocket.map(path -> "socket " + path).orElse("");
  }
}
