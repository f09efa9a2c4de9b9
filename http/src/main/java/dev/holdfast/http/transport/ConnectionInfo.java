/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.SocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * The connection of an attempt.
 *
 * @param protocol the version of HTTP of the response: {@code HTTP/1.0}, {@code HTTP/1.1} or
 *     {@code HTTP/2}
 * @param name the peer, for people to read, as in {@link AttemptListener#connected}
 * @param remote the address of the peer; empty if the transport does not report it
 * @param tls the TLS session; empty if there is none, or the transport does not report it
 */
public record ConnectionInfo(
    String protocol, String name, Optional<SocketAddress> remote, Optional<TlsSession> tls) {

  private static final ConnectionInfo UNKNOWN =
      new ConnectionInfo("HTTP/1.1", "", Optional.empty(), Optional.empty());

  /** Checks that nothing is missing. */
  public ConnectionInfo {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(tls, "tls");
  }

  /** Returns the description for a transport that reports nothing. */
  public static ConnectionInfo unknown() {
    return UNKNOWN;
  }

  /** Returns the same connection with another version of HTTP. */
  public ConnectionInfo by(String otherProtocol) {
    return new ConnectionInfo(otherProtocol, name, remote, tls);
  }
}
