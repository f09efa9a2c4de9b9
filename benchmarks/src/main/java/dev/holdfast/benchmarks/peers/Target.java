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
 * Where the calls of a race go.
 *
 * @param protocol what they are made over
 * @param port on the loopback address
 * @param trust trusts the server's certificate
 * @param trustManager what trust is made of
 */
record Target(Protocol protocol, int port, SSLContext trust, X509TrustManager trustManager) {

  /** Enough for every call in flight to have a connection: no client waits for one. */
  static final int CONNECTIONS = 256;

  /** A busy machine takes its time for a hundred handshakes at once; that is not measured. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  String url(Work work) {
    return (protocol.secure() ? "https" : "http") + "://127.0.0.1:" + port + work.path();
  }

  /** Of what the asynchronous calls ask for. */
  String url() {
    return url(Work.GET_1K);
  }

  /** Makes sockets of the protocol's kind. */
  SocketFactory sockets() {
    return protocol.secure() ? trust.getSocketFactory() : SocketFactory.getDefault();
  }

  boolean http2() {
    return protocol == Protocol.HTTP_2;
  }
}
