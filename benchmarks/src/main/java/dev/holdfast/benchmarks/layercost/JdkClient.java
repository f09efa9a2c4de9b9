/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import dev.holdfast.benchmarks.race.BlockingClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The JDK's client, held to HTTP/1.1 as all others. */
final class JdkClient implements BlockingClient {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  JdkClient(String url) {
    request = HttpRequest.newBuilder(URI.create(url)).build();
  }

  @Override
  public Caller newCaller() {
    return this::call;
  }

  private int call() throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
  }
}
