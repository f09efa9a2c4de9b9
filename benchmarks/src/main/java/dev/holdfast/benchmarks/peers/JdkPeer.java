/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import com.github.mizosoft.methanol.Methanol;
import com.github.mizosoft.methanol.RetryInterceptor;
import com.github.mizosoft.methanol.RetryInterceptor.BackoffStrategy;
import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
import io.github.resilience4j.retry.Retry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The JDK's client, alone or with the retries of a library around it. Its pool has no limit. */
final class JdkPeer implements BlockingClient, AsyncClient {

  private final HttpClient client;
  private final URI url;
  private final Duration timeout;
  private final Work work;
  private final byte[] upload;
  private final Policy policy;

  /** Repeats a call until it succeeds, within limits. */
  private interface Policy {
    int call(Caller caller) throws Exception;
  }

  private JdkPeer(HttpClient client, Target target, Work work, Policy policy) {
    this.client = client;
    this.work = work;
    this.policy = policy;
    url = URI.create(target.url(work));
    timeout = target.timeout();
    upload = work.body();
  }

  private static HttpClient jdk(Target target) {
    return HttpClient.newBuilder()
        .version(target.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .sslContext(target.trust())
        .connectTimeout(target.connect())
        .build();
  }

  static JdkPeer alone(Target target, Work work) {
    return new JdkPeer(jdk(target), target, work, Caller::call);
  }

  static JdkPeer withResilience4j(Target target, Work work) {
    Retry retries = Policies.resilience4j();
    return new JdkPeer(jdk(target), target, work, caller -> retries.executeCallable(caller::call));
  }

  static JdkPeer withMethanol(Target target, Work work) {
    RetryInterceptor retries = RetryInterceptor.newBuilder()
        .maxRetries(Policies.RETRIES)
        .onException(IOException.class)
        .onStatus(status -> status >= 500)
        .backoff(BackoffStrategy.retryAfterOr(
            BackoffStrategy.exponential(Policies.FIRST, Duration.ofSeconds(15)).withJitter()))
        .build();
    HttpClient client = Methanol.newBuilder(jdk(target)).interceptor(retries).build();
    return new JdkPeer(client, target, work, Caller::call);
  }

  @Override
  public Caller newCaller() {
    return () -> policy.call(this::call);
  }

  private int call() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw Policies.unfit(response.statusCode());
    }
    return response.body().length;
  }

  @Override
  public void start(Done done) {
    CompletableFuture<HttpResponse<byte[]>> unused = client
        .sendAsync(request(), BodyHandlers.ofByteArray())
        .whenComplete((response, failure) -> done.done(
            failure == null && response.statusCode() == 200 ? response.body().length : 0, failure));
  }

  private HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(timeout);
    return work.uploads()
        ? request.POST(BodyPublishers.ofByteArray(upload)).build()
        : request.build();
  }

  @Override
  public void close() {
    // The JDK's client cannot be closed before JDK 21.
  }
}
