/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.testkit.TestCertificate;
import dev.holdfast.testkit.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Servers that speak TLS or not, by the same script. */
final class TlsPeer {

  static final TestCertificates CERTIFICATES = TestCertificates.create();

  private TlsPeer() {}

  static RawServer serve(boolean secure, RawServer.Script script) throws IOException {
    if (!secure) {
      return RawServer.start(script);
    }
    return RawServer.start(peer -> accept(peer, script));
  }

  /** Goes on inside TLS. */
  static void accept(RawServer.Peer peer, RawServer.Script script) throws Exception {
    script.run(peer.over(socket(peer, CERTIFICATES.valid().serverContext())));
  }

  /** The server's side of TLS over the peer's socket, before its handshake. */
  static SSLSocket socket(RawServer.Peer peer, SSLContext context) throws IOException {
    Socket raw = peer.socket();
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(raw, "client", raw.getPort(), true);
    tls.setUseClientMode(false);
    return tls;
  }

  static SSLSocket accept(RawServer.Peer peer, SSLContext context, String protocol)
      throws IOException {
    SSLSocket tls = socket(peer, context);
    tls.setEnabledProtocols(new String[] {protocol});
    return tls;
  }

  /** Answers each request of a connection. Without a goodbye it then cuts the TCP connection. */
  static RawServer serving(
      TestCertificate certificate, String protocol, String response, boolean goodbye)
      throws Exception {
    SSLContext context = certificate.serverContext();
    return RawServer.start(peer -> {
      SSLSocket tls = accept(peer, context, protocol);
      RawServer.Peer inner = peer.over(tls);
      boolean untilClose = !response.contains("Content-Length");
      while (inner.readHead()) {
        inner.send(response);
        if (untilClose) {
          break;
        }
      }
      if (goodbye) {
        tls.close();
      }
    });
  }

  static String url(RawServer server) {
    return url(server, true);
  }

  static String url(RawServer server, boolean secure) {
    String url = server.url("/");
    return secure ? url.replace("http:", "https:") : url;
  }
}
