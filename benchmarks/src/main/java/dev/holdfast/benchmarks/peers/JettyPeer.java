/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty's client, which has no retries. */
final class JettyPeer implements BlockingClient, AsyncClient {

  private static final int LARGEST = 4 * 1024 * 1024;

  private final HttpClient client;
  private final Target target;
  private final Work work;
  private final byte[] upload;

  JettyPeer(Target target, Work work) throws Exception {
    this.target = target;
    this.work = work;
    upload = work.body();
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setSslContext(target.trust());
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(tls);
    client = new HttpClient(
        target.http2()
            ? new HttpClientTransportOverHTTP2(new HTTP2Client(connector))
            : new HttpClientTransportOverHTTP(connector));
    client.setConnectTimeout(target.connect().toMillis());
    client.setMaxConnectionsPerDestination(Target.CONNECTIONS);
    client.start();
  }

  private Request request() {
    Request request = client
        .newRequest(target.url(work))
        .timeout(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
    return work.uploads()
        ? request.method(HttpMethod.POST).body(new BytesRequestContent(upload))
        : request;
  }

  @Override
  public Caller newCaller() {
    return () -> request().send().getContent().length;
  }

  @Override
  public void start(Done done) {
    request().send(new BufferingResponseListener(LARGEST) {
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
