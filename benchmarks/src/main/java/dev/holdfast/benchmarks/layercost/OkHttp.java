/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, its defaults but for a pool that keeps as many idle connections as Holdfast's. */
final class OkHttp implements BlockingClient {

  private final OkHttpClient client = new OkHttpClient.Builder()
      .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES))
      .build();
  private final Request request;

  OkHttp(String url) {
    request = new Request.Builder().url(url).build();
  }

  @Override
  public Caller newCaller() {
    return this::call;
  }

  private int call() throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return response.body().bytes().length;
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
