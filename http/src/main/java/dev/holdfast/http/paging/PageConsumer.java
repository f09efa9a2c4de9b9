/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.paging;

import dev.holdfast.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Hands pages to a consumer, one after another, and counts them. */
final class PageConsumer implements Flow.Subscriber<Response> {

  private final Consumer<? super Response> consumer;
  private final CompletableFuture<Long> result = new CompletableFuture<>();
  private Flow.Subscription pages = new Flow.Subscription() {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  };
  private long count;

  PageConsumer(Consumer<? super Response> consumer) {
    this.consumer = consumer;
  }

  /** Returns the number of pages, which completes with the last page. */
  CompletableFuture<Long> count() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    pages = subscription;
    CompletionStage<Long> end = result;
    end.whenComplete((all, failure) -> subscription.cancel());
    subscription.request(1);
  }

  @Override
  public void onNext(Response page) {
    try {
      consumer.accept(page);
    } catch (RuntimeException | Error broken) {
      result.completeExceptionally(broken);
      return;
    }
    count++;
    pages.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.complete(count);
  }
}
