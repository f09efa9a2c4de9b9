/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.message.Body;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Collects a short request body. A publisher may not provide the same bytes twice, so a body sent
 * again could be empty.
 */
final class RequestBody implements Flow.Subscriber<ByteBuffer> {

  /** The longest body that is kept to be sent again: 1 MiB. */
  private static final int IN_MEMORY = 1 << 20;

  private final CompletableFuture<Body> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private RequestBody() {}

  /** The body of that request; in memory if its declared length is short. */
  static CompletionStage<Body> of(HttpRequest request) {
    BodyPublisher publisher = request.bodyPublisher().orElse(null);
    if (publisher == null || publisher.contentLength() == 0) {
      return CompletableFuture.completedStage(Body.none());
    }
    long length = publisher.contentLength();
    if (length < 0 || length > IN_MEMORY) {
      return CompletableFuture.completedStage(
          AdapterBody.publisher(publisher, Math.max(-1, length)));
    }
    RequestBody body = new RequestBody();
    publisher.subscribe(body);
    return body.whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(AdapterBody.of(bytes.toByteArray()));
  }
}
