/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5, asynchronous. For HTTP/2, its client that shares one connection. */
final class ApacheAsyncPeer implements AsyncClient {

  private final CloseableHttpAsyncClient client;
  private final Work work;
  private final String url;
  private final byte[] upload;

  ApacheAsyncPeer(Target target, Work work) {
    this.work = work;
    url = target.url(work);
    upload = work.body();
    TlsStrategy tls =
        ClientTlsStrategyBuilder.create().setSslContext(target.trust()).buildAsync();
    ConnectionConfig limits = ConnectionConfig.custom()
        .setConnectTimeout(Timeout.of(target.connect()))
        .setSocketTimeout(Timeout.of(target.timeout()))
        .build();
    DefaultHttpRequestRetryStrategy retries =
        new DefaultHttpRequestRetryStrategy(Policies.RETRIES, TimeValue.of(Policies.FIXED));
    client = target.http2()
        ? HttpAsyncClients.customHttp2()
            .setTlsStrategy(tls)
            .setDefaultConnectionConfig(limits)
            .setRetryStrategy(retries)
            .build()
        : HttpAsyncClients.custom()
            .setRetryStrategy(retries)
            .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls)
                .setDefaultConnectionConfig(limits)
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
    SimpleRequestBuilder request = work.uploads()
        ? SimpleRequestBuilder.post(url).setBody(upload, ContentType.APPLICATION_OCTET_STREAM)
        : SimpleRequestBuilder.get(url);
    Future<SimpleHttpResponse> unused = client.execute(request.build(), new Callback(done));
  }

  private record Callback(Done done) implements FutureCallback<SimpleHttpResponse> {

    @Override
    public void completed(SimpleHttpResponse response) {
      done.done(response.getCode() == 200 ? response.getBodyBytes().length : 0, null);
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
