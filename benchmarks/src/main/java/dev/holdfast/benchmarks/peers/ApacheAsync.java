/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5, asynchronous; for HTTP/2 its client that shares one connection. */
final class ApacheAsync implements AsyncClient {

  private final CloseableHttpAsyncClient client;
  private final String url;

  ApacheAsync(Target target) {
    url = target.url();
    TlsStrategy tls =
        ClientTlsStrategyBuilder.create().setSslContext(target.trust()).buildAsync();
    ConnectionConfig patient = ConnectionConfig.custom()
        .setConnectTimeout(Timeout.of(Target.CONNECT_TIMEOUT))
        .build();
    client = target.http2()
        ? HttpAsyncClients.customHttp2()
            .setTlsStrategy(tls)
            .setDefaultConnectionConfig(patient)
            .build()
        : HttpAsyncClients.custom()
            .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls)
                .setDefaultConnectionConfig(patient)
                .setDefaultTlsConfig(TlsConfig.custom()
                    .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                    .build())
                .setMaxConnPerRoute(Target.CONNECTIONS)
                .setMaxConnTotal(Target.CONNECTIONS)
                .build())
            .build();
    client.start();
  }

  @Override
  public void start(Done done) {
    SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
    Future<SimpleHttpResponse> unused = client.execute(request, new Callback(done));
  }

  private record Callback(Done done) implements FutureCallback<SimpleHttpResponse> {

    @Override
    public void completed(SimpleHttpResponse response) {
      done.done(response.getBodyBytes().length, null);
    }

    @Override
    public void failed(Exception failure) {
      done.done(0, failure);
    }

    @Override
    public void cancelled() {
      done.done(0, new IllegalStateException("cancelled"));
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
