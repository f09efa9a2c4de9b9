/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.message.Headers;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Passes a body to the subscriber that the caller's handler chose for it. */
final class Delivery<T> implements Flow.Subscriber<ByteBuffer> {

  private final PublishedResponse response;
  private final BodySubscriber<T> subscriber;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  private Delivery(PublishedResponse response, BodySubscriber<T> subscriber) {
    this.response = response;
    this.subscriber = subscriber;
  }

  /** Asks the handler for a subscriber, and begins to pass the body to it. */
  static <T> Delivery<T> begin(PublishedResponse response, BodyHandler<T> handler) {
    BodySubscriber<T> subscriber;
    try {
      subscriber = Objects.requireNonNull(
          handler.apply(new Info(response.status(), headers(response), version(response))),
          "the handler's subscriber");
    } catch (RuntimeException | Error e) {
      response.close();
      throw e;
    }
    Delivery<T> delivery = new Delivery<>(response, subscriber);
    response.body().subscribe(delivery);
    return delivery;
  }

  /** The subscriber's result for the body; fails if the subscriber throws. */
  @SuppressWarnings("FutureReturnValueIgnored") // A stage that only passes a result on.
  CompletionStage<T> body() {
    subscriber.getBody().whenComplete((body, failure) -> {
      if (failure == null) {
        result.complete(body);
      } else {
        result.completeExceptionally(failure);
      }
    });
    return result;
  }

  /** Cancels the delivery: the body is not needed any more. */
  void cancel() {
    response.close();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    guarded(() -> subscriber.onSubscribe(subscription));
  }

  @Override
  public void onNext(ByteBuffer piece) {
    guarded(() -> subscriber.onNext(List.of(piece.asReadOnlyBuffer())));
  }

  @Override
  public void onError(Throwable failure) {
    guarded(() -> subscriber.onError(Failures.of(failure)));
  }

  @Override
  public void onComplete() {
    guarded(subscriber::onComplete);
  }

  /** As in the JDK's client, a subscriber that throws ends the call. */
  private void guarded(Runnable signal) {
    try {
      signal.run();
    } catch (RuntimeException | Error thrown) {
      result.completeExceptionally(thrown);
      response.close();
    }
  }

  /** The headers in the JDK's form. */
  static HttpHeaders headers(PublishedResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Headers.Field field : AdapterHeaders.of(response)) {
      headers.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.value());
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  /** The version in the JDK's form, which has none older than HTTP/1.1. */
  static Version version(PublishedResponse response) {
    return response.protocol().equals("HTTP/2") ? Version.HTTP_2 : Version.HTTP_1_1;
  }

  private record Info(int statusCode, HttpHeaders headers, Version version)
      implements ResponseInfo {}
}
