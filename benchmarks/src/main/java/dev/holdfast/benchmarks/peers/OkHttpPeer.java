/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
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
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * OkHttp: blocking calls have Failsafe's retries; asynchronous calls have none here, and a thread
 * each.
 */
final class OkHttpPeer implements BlockingClient, AsyncClient {

  private final OkHttpClient client;
  private final FailsafeExecutor<Integer> retries = Failsafe.with(Policies.<Integer>failsafe());
  private final String url;
  private final Work work;
  private final byte[] upload;

  OkHttpPeer(Target target, Work work) {
    this.work = work;
    url = target.url(work);
    upload = work.body();
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Target.CONNECTIONS);
    dispatcher.setMaxRequestsPerHost(Target.CONNECTIONS);
    client = new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(Target.CONNECTIONS, 5, TimeUnit.MINUTES))
        .connectTimeout(target.connect())
        .readTimeout(target.timeout())
        .sslSocketFactory(target.trust().getSocketFactory(), target.trustManager())
        .protocols(
            target.http2()
                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                : List.of(Protocol.HTTP_1_1))
        .build();
  }

  private Request request() {
    Request.Builder request = new Request.Builder().url(url);
    return work.uploads() ? request.post(RequestBody.create(upload)).build() : request.build();
  }

  @Override
  public Caller newCaller() {
    return () -> retries.get(this::call);
  }

  private int call() throws IOException {
    try (Response response = client.newCall(request()).execute()) {
      if (!response.isSuccessful()) {
        throw Policies.unfit(response.code());
      }
      return response.body().bytes().length;
    }
  }

  @Override
  public void start(Done done) {
    client.newCall(request()).enqueue(new Callback() {
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
