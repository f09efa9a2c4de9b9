/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.message.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects a short request body. A publisher may not provide the same bytes twice, so a body sent
 * again could be empty. Most publishers provide it at once; the call, with its deadline, waits for
 * the others.
 */
final class RequestBody implements Flow.Subscriber<ByteBuffer> {

  /** The longest body that is kept to be sent again: 1 MiB. */
  private static final int IN_MEMORY = 1 << 20;

  private final long length;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile Flow.@Nullable Subscription source;

  private RequestBody(long length) {
    this.length = length;
  }

  /**
   * The body of that request; in memory if its declared length is short.
   *
   * @param call ends the wait for the publisher when it completes
   */
  static Body of(HttpRequest request, CompletableFuture<?> call) {
    BodyPublisher publisher = request.bodyPublisher().orElse(null);
    if (publisher == null || publisher.contentLength() == 0) {
      return Body.none();
    }
    long length = publisher.contentLength();
    if (length < 0 || length > IN_MEMORY) {
      return AdapterBody.publisher(publisher, Math.max(-1, length));
    }
    RequestBody body = new RequestBody(length);
    try {
      publisher.subscribe(body);
    } catch (RuntimeException e) {
      body.onError(e);
    }
    return body.asBody(call);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Stages that only end something have no result.
  private Body asBody(CompletableFuture<?> call) {
    if (whole.isDone() && !whole.isCompletedExceptionally() && bytes.size() == length) {
      return AdapterBody.of(bytes.toByteArray());
    }
    call.whenComplete((response, failure) -> stop());
    // The session compares the length of the written bytes with the declared one.
    return AdapterBody.repeatable(out -> out.write(await()), length);
  }

  private byte[] await() throws IOException {
    try {
      return whole.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the publisher of the body");
    } catch (ExecutionException e) {
      Throwable failure = e.getCause() == null ? e : e.getCause();
      throw new IOException("the publisher of the body failed: " + failure.getMessage(), failure);
    }
  }

  private void stop() {
    if (whole.completeExceptionally(new IOException("the call is over"))) {
      cancelSource();
    }
  }

  private void cancelSource() {
    Flow.Subscription from = source;
    if (from != null) {
      from.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes.writeBytes(copy);
    if (bytes.size() > length) {
      cancelSource();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
