/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import java.io.IOException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty's client. */
final class JettyAsync implements AsyncClient {

  private final HttpClient client;
  private final String url;

  JettyAsync(Target target) throws Exception {
    url = target.url();
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setSslContext(target.trust());
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(tls);
    client = new HttpClient(
        target.http2()
            ? new HttpClientTransportOverHTTP2(new HTTP2Client(connector))
            : new HttpClientTransportOverHTTP(connector));
    client.setConnectTimeout(Target.CONNECT_TIMEOUT.toMillis());
    client.setMaxConnectionsPerDestination(Target.CONNECTIONS);
    client.start();
  }

  @Override
  public void start(Done done) {
    client.newRequest(url).send(new BufferingResponseListener() {
      @Override
      public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        done.done(failure == null ? getContent().length : 0, failure);
      }
    });
  }

  @Override
  public void close() throws IOException {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
