/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp with Failsafe's retries around each call. */
final class OkHttpBlocking implements BlockingClient {

  private final OkHttpClient client;
  private final FailsafeExecutor<Integer> retries =
      Failsafe.with(JdkBlocking.<Integer>failsafeRetries());
  private final Request request;

  OkHttpBlocking(Target target, Work work) {
    client = new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(Target.CONNECTIONS, 5, TimeUnit.MINUTES))
        .connectTimeout(Target.CONNECT_TIMEOUT)
        .sslSocketFactory(target.trust().getSocketFactory(), target.trustManager())
        .protocols(List.of(Protocol.HTTP_1_1))
        .build();
    Request.Builder asked = new Request.Builder().url(target.url(work));
    request = work.uploads() ? asked.post(RequestBody.create(work.body())).build() : asked.build();
  }

  @Override
  public Caller newCaller() {
    return () -> retries.get(this::call);
  }

  private int call() throws IOException {
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code());
      }
      return response.body().bytes().length;
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
