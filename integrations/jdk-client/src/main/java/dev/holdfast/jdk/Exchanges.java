/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.HttpVersion;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The calls of one client, from the JDK's request to its response. */
// Stages that only end something have no result; futures are distinguished by identity.
@SuppressWarnings({"FutureReturnValueIgnored", "CollectionUndefinedEquality"})
final class Exchanges {

  /**
   * The part of a body that is read before a call returns. JSON answers are shorter; downloads are
   * not kept in memory.
   */
  private static final int READ_AHEAD = 1 << 20;

  private final Session session;
  private final Version version;
  private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean shutdown;

  Exchanges(Session session, Version version) {
    this.session = session;
    this.version = version;
  }

  <T> CompletableFuture<HttpResponse<T>> start(HttpRequest request, BodyHandler<T> handler) {
    CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
    running.add(result);
    result.whenComplete((response, failure) -> running.remove(result));
    if (shutdown) {
      result.completeExceptionally(new IOException("the client was shut down"));
      return result;
    }
    CompletableFuture.completedStage(request)
        .thenApply(sent -> RequestBody.of(sent, result))
        .thenCompose(body -> send(converted(request, body), result))
        .thenCompose(response -> delivered(request, response, handler, result))
        .whenComplete((response, failure) -> {
          if (failure == null) {
            result.complete(response);
          } else {
            result.completeExceptionally(Failures.of(unwrapped(failure)));
          }
        });
    return result;
  }

  private CompletionStage<PublishedResponse> send(Request request, CompletableFuture<?> result) {
    CompletableFuture<PublishedResponse> call = session.streamAsync(request);
    result.whenComplete((response, failure) -> {
      if (result.isCancelled()) {
        call.cancel(true);
      }
    });
    return call;
  }

  private static <T> CompletionStage<HttpResponse<T>> delivered(
      HttpRequest request,
      PublishedResponse response,
      BodyHandler<T> handler,
      CompletableFuture<?> result) {
    Delivery<T> delivery = Delivery.begin(response, handler);
    result.whenComplete((done, failure) -> {
      if (result.isCancelled()) {
        delivery.cancel();
      }
    });
    return delivery.body().thenApply(body -> new ReceivedResponse<>(request, response, body));
  }

  private Request converted(HttpRequest request, Body body) {
    Request converted = Request.of(request.method(), request.uri().toASCIIString())
        .body(body)
        .readAhead(READ_AHEAD)
        .httpVersion(
            request.version().orElse(version) == Version.HTTP_2
                ? HttpVersion.NEGOTIATE
                : HttpVersion.HTTP_1_1);
    for (Map.Entry<String, List<String>> header : request.headers().map().entrySet()) {
      for (String value : header.getValue()) {
        converted = AdapterHeaders.add(converted, header.getKey(), value);
      }
    }
    if (request.expectContinue()) {
      converted = converted.header("Expect", "100-continue");
    }
    return request.timeout().isPresent() ? converted.deadline(request.timeout().get()) : converted;
  }

  void shutdown() {
    shutdown = true;
  }

  void shutdownNow() {
    shutdown();
    running.forEach(call -> call.cancel(true));
  }

  boolean isTerminated() {
    return shutdown && running.isEmpty();
  }

  boolean awaitTermination(Duration limit) throws InterruptedException {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(running.toArray(new CompletableFuture<?>[0]));
    try {
      all.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return isTerminated();
    } catch (ExecutionException | CancellationException e) {
      // A call that failed has ended too.
    }
    return isTerminated();
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
