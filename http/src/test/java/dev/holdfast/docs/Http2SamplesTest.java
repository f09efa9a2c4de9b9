/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.transport.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;

class Http2SamplesTest {

  @Test
  void priorKnowledge() throws Exception {
    HttpAsyncServer server = H2ServerBootstrap.bootstrap()
        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
        .setH2Config(H2Config.custom().setPushEnabled(false).build()) // see Http2InteroperationTest
        .setRequestRouter((request, context) -> null)
        .create();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server
        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
        .get()
        .getAddress();
    String url = "http://127.0.0.1:" + address.getPort() + "/";
    try (Session session = Session.builder()
        .asyncTransport(DefaultTransport.builder().build().asynchronous())
        .build()) {
      // The server has nothing at all; that it says so by HTTP/2 is what counts.
      assertThat(byHttp2(session, url).status()).isBetween(400, 499);
      assertThat(negotiated(url).toString()).contains("GET");
    } finally {
      server.close(CloseMode.IMMEDIATE);
    }
  }

  static Request negotiated(String url) {
    // sample: negotiate
    Request request = Request.get(url).httpVersion(HttpVersion.NEGOTIATE); // HTTP/2 if both can
    // end
    return request;
  }

  static Response byHttp2(Session session, String url) {
    // sample: known
    Request request = Request.get(url).httpVersion(HttpVersion.HTTP_2); // or fail
    Response response = session.request(request);
    // end
    return response;
  }
}
