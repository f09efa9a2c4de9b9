/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.net.SocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What carries an attempt.
 *
 * @param protocol the version of HTTP that the response comes by: {@code HTTP/1.0},
 *     {@code HTTP/1.1} or {@code HTTP/2}
 * @param name where it leads, for people to read, as {@link AttemptListener#connected} has it
 * @param remote the address that the connection leads to; empty if the transport does not tell
 * @param tls the session of TLS; empty if there is none, or the transport does not tell
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

  /** A connection of which the transport tells nothing. */
  public static ConnectionInfo unknown() {
    return UNKNOWN;
  }

  /** The same connection with another version of HTTP. */
  public ConnectionInfo by(String otherProtocol) {
    return new ConnectionInfo(otherProtocol, name, remote, tls);
  }
}
