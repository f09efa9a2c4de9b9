/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** The JDK's own client. It pools without a limit. */
final class JdkAsync implements AsyncClient {

  private final HttpClient client;
  private final HttpRequest request;

  JdkAsync(Target target) {
    client = HttpClient.newBuilder()
        .version(target.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .sslContext(target.trust())
        .connectTimeout(Target.CONNECT_TIMEOUT)
        .build();
    request = HttpRequest.newBuilder(URI.create(target.url())).build();
  }

  @Override
  public void start(Done done) {
    CompletableFuture<HttpResponse<byte[]>> unused = client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .whenComplete((response, failure) ->
            done.done(failure == null ? response.body().length : 0, failure));
  }
}
