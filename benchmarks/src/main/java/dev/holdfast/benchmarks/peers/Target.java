/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * The target of the calls of a race, and their time limits.
 *
 * @param protocol of the calls
 * @param host a name or an address
 * @param port of the host
 * @param trust trusts the server's certificate
 * @param trustManager the manager behind {@code trust}
 * @param connect the timeout for a connection
 * @param timeout of an attempt: for its head and its body
 */
record Target(
    Protocol protocol,
    String host,
    int port,
    SSLContext trust,
    X509TrustManager trustManager,
    Duration connect,
    Duration timeout) {

  /** Enough connections for every call in flight: no client waits for one. */
  static final int CONNECTIONS = 256;

  /** A busy machine may need long for a hundred handshakes at once, which are not measured. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  /** The default of Holdfast's sessions, which is never reached without failures. */
  static final Duration TIMEOUT = Duration.ofSeconds(27);

  /** The same with another host and other limits. */
  Target with(String newHost, int newPort, Duration limit) {
    return new Target(protocol, newHost, newPort, trust, trustManager, limit, limit);
  }

  String url(Work work) {
    return (protocol.secure() ? "https" : "http") + "://" + host + ":" + port + work.path();
  }

  /** Creates sockets of the protocol's kind. */
  SocketFactory sockets() {
    return protocol.secure() ? trust.getSocketFactory() : SocketFactory.getDefault();
  }

  boolean http2() {
    return protocol == Protocol.HTTP_2;
  }
}
