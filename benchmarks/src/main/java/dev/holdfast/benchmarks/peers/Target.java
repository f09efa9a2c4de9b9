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
 * Where the calls of a race go, and how long they may take.
 *
 * @param protocol what they are made over
 * @param host a name or an address
 * @param port of the host
 * @param trust trusts the server's certificate
 * @param trustManager what trust is made of
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

  /** Enough for every call in flight to have a connection: no client waits for one. */
  static final int CONNECTIONS = 256;

  /** A busy machine takes its time for a hundred handshakes at once; that is not measured. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  /** Never reached where nothing fails: the default of Holdfast's sessions. */
  static final Duration TIMEOUT = Duration.ofSeconds(27);

  /** The same with another host and other limits. */
  Target with(String newHost, int newPort, Duration limit) {
    return new Target(protocol, newHost, newPort, trust, trustManager, limit, limit);
  }

  String url(Work work) {
    return (protocol.secure() ? "https" : "http") + "://" + host + ":" + port + work.path();
  }

  /** Makes sockets of the protocol's kind. */
  SocketFactory sockets() {
    return protocol.secure() ? trust.getSocketFactory() : SocketFactory.getDefault();
  }

  boolean http2() {
    return protocol == Protocol.HTTP_2;
  }
}
