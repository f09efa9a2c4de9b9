/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5, classic, with its own retries. */
final class ApachePeer implements BlockingClient {

  private final CloseableHttpClient client;
  private final String url;
  private final Work work;
  private final byte[] upload;

  ApachePeer(Target target, Work work) {
    this.work = work;
    url = target.url(work);
    upload = work.body();
    client = client(target, Policies.RETRIES);
  }

  /** A client as in its documentation, with a larger pool. */
  static CloseableHttpClient client(Target target, int retries) {
    return HttpClients.custom()
        .setRetryStrategy(
            new DefaultHttpRequestRetryStrategy(retries, TimeValue.of(Policies.FIXED)))
        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(target.trust()))
            .setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(target.connect()))
                .setSocketTimeout(Timeout.of(target.timeout()))
                .build())
            .setMaxConnPerRoute(Target.CONNECTIONS)
            .setMaxConnTotal(Target.CONNECTIONS)
            .build())
        .build();
  }

  @Override
  public Caller newCaller() {
    return () -> client.execute(
        request(),
        response ->
            response.getCode() == 200 ? EntityUtils.toByteArray(response.getEntity()).length : 0);
  }

  private ClassicHttpRequest request() {
    if (!work.uploads()) {
      return new HttpGet(url);
    }
    HttpPost post = new HttpPost(url);
    post.setEntity(new ByteArrayEntity(upload, ContentType.APPLICATION_OCTET_STREAM));
    return post;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
