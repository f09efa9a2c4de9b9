/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Apache HttpClient 5, classic, its defaults but for a pool as large as Holdfast's. */
final class ApacheClient implements BlockingClient {

  private final CloseableHttpClient client = HttpClients.custom()
      .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
          .setMaxConnPerRoute(64)
          .setMaxConnTotal(256)
          .build())
      .build();
  private final URI uri;

  ApacheClient(String url) {
    uri = URI.create(url);
  }

  @Override
  public Caller newCaller() {
    return this::call;
  }

  private int call() throws IOException {
    byte[] body =
        client.execute(new HttpGet(uri), response -> EntityUtils.toByteArray(response.getEntity()));
    return body.length;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
