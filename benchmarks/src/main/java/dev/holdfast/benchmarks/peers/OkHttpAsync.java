/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp's enqueue: a thread for each call in flight. */
final class OkHttpAsync implements AsyncClient {

  private final OkHttpClient client;
  private final Request request;

  OkHttpAsync(Target target) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Target.CONNECTIONS);
    dispatcher.setMaxRequestsPerHost(Target.CONNECTIONS);
    client = new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(Target.CONNECTIONS, 5, TimeUnit.MINUTES))
        .connectTimeout(Target.CONNECT_TIMEOUT)
        .sslSocketFactory(target.trust().getSocketFactory(), target.trustManager())
        .protocols(
            target.http2()
                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                : List.of(Protocol.HTTP_1_1))
        .build();
    request = new Request.Builder().url(target.url()).build();
  }

  @Override
  public void start(Done done) {
    client.newCall(request).enqueue(new Callback() {
      @Override
      public void onResponse(Call call, Response response) throws IOException {
        int length;
        try (response) {
          length = response.body().bytes().length;
        }
        done.done(length, null);
      }

      @Override
      public void onFailure(Call call, IOException failure) {
        done.done(0, failure);
      }
    });
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
