/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** One attempt of the SDK, from its request to the end of the body. It holds no thread. */
@SuppressWarnings("FutureReturnValueIgnored") // Stages that end something have no result.
final class AsyncExchange {

  private final SdkAsyncHttpResponseHandler handler;
  private final CompletableFuture<Void> whole = new CompletableFuture<>();

  private AsyncExchange(SdkAsyncHttpResponseHandler handler) {
    this.handler = handler;
  }

  /** Begins the exchange. The future completes with it; cancelling the future ends the exchange. */
  static CompletableFuture<Void> start(Session session, AsyncExecuteRequest request) {
    SdkMetrics.report(request.metricCollector(), session);
    AsyncExchange exchange = new AsyncExchange(request.responseHandler());
    try {
      exchange.begin(session.streamAsync(SdkRequests.of(request)));
    } catch (RuntimeException atFault) {
      exchange.failed(atFault);
    }
    return exchange.whole;
  }

  private void begin(CompletableFuture<PublishedResponse> call) {
    whole.whenComplete((none, failure) -> {
      if (failure != null) {
        AdapterStream.abort(call);
      }
    });
    call.whenComplete((response, failure) -> {
      if (response == null) {
        failed(SdkResponses.failure(Objects.requireNonNull(failure)));
      } else {
        answered(response);
      }
    });
  }

  private void answered(PublishedResponse response) {
    try {
      handler.onHeaders(SdkResponses.head(response));
      handler.onStream(FlowAdapters.toPublisher(
          subscriber -> response.body().subscribe(new Watched(subscriber))));
    } catch (RuntimeException ofTheHandler) {
      failed(ofTheHandler);
    }
  }

  private void failed(Throwable failure) {
    if (whole.isDone()) {
      return;
    }
    try {
      handler.onError(failure);
    } finally {
      whole.completeExceptionally(failure);
    }
  }

  /** The subscriber of a body; the end of the body is the end of the exchange. */
  private final class Watched implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> target;
    private volatile Flow.@Nullable Subscription source;

    Watched(Flow.Subscriber<? super ByteBuffer> target) {
      this.target = target;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      guarded(() -> target.onSubscribe(this));
    }

    @Override
    public void request(long n) {
      Objects.requireNonNull(source).request(n);
    }

    @Override
    public void cancel() {
      Objects.requireNonNull(source).cancel();
      whole.completeExceptionally(
          new SdkCancellationException("the body was cancelled before it was whole"));
    }

    @Override
    public void onNext(ByteBuffer piece) {
      guarded(() -> target.onNext(piece));
    }

    /** A subscriber that throws ends the exchange. */
    private void guarded(Runnable signal) {
      try {
        signal.run();
      } catch (RuntimeException | Error thrown) {
        failed(thrown);
      }
    }

    @Override
    public void onError(Throwable failure) {
      try {
        target.onError(failure);
      } finally {
        failed(failure);
      }
    }

    @Override
    public void onComplete() {
      try {
        target.onComplete();
      } finally {
        whole.complete(null);
      }
    }
  }
}
