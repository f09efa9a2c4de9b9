/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.holdfast.benchmarks.race.BlockingClient;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The JDK's client with the retries of a library around each call. */
final class JdkBlocking implements BlockingClient {

  private static final int RETRIES = 5;

  private final HttpClient client;
  private final HttpRequest request;
  private final Policy policy;

  /** Calls until it succeeds, within limits. */
  private interface Policy {
    int call(Caller caller) throws Exception;
  }

  private JdkBlocking(Target target, Work work, Policy policy) {
    this.policy = policy;
    client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(target.trust())
        .connectTimeout(Target.CONNECT_TIMEOUT)
        .build();
    HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(target.url(work)));
    request = work.uploads()
        ? asked.POST(BodyPublishers.ofByteArray(work.body())).build()
        : asked.build();
  }

  static BlockingClient withFailsafe(Target target, Work work) {
    FailsafeExecutor<Integer> retries = Failsafe.with(JdkBlocking.<Integer>failsafeRetries());
    return new JdkBlocking(target, work, caller -> retries.get(caller::call));
  }

  static BlockingClient withResilience4j(Target target, Work work) {
    Retry retries = Retry.of(
        "benchmark",
        RetryConfig.custom()
            .maxAttempts(RETRIES + 1)
            .intervalFunction(IntervalFunction.ofExponentialRandomBackoff())
            .retryExceptions(IOException.class)
            .build());
    return new JdkBlocking(target, work, caller -> retries.executeCallable(caller::call));
  }

  /** What Failsafe's documentation shows for calls of services. */
  static <T> RetryPolicy<T> failsafeRetries() {
    return RetryPolicy.<T>builder()
        .handle(IOException.class)
        .withBackoff(Duration.ofMillis(500), Duration.ofSeconds(30))
        .withMaxRetries(RETRIES)
        .build();
  }

  @Override
  public Caller newCaller() {
    return () -> policy.call(this::call);
  }

  private int call() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body().length;
  }
}
