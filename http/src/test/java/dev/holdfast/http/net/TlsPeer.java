/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

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
    SSLContext context = CERTIFICATES.valid().serverContext();
    Socket raw = peer.socket();
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(raw, "client", raw.getPort(), true);
    tls.setUseClientMode(false);
    script.run(peer.over(tls));
  }

  static String url(RawServer server, boolean secure) {
    String url = server.url("/");
    return secure ? url.replace("http:", "https:") : url;
  }
}
