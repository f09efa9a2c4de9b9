/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Headers;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A response of an asynchronous transport for a thread that waits for its body. */
final class WaitingResponse implements TransportResponse {

  private final AsyncTransportResponse response;
  private final PublishedStream body;

  WaitingResponse(AsyncTransportResponse response, Runnable cancel) {
    this.response = response;
    this.body = new PublishedStream(response.body(), cancel);
  }

  @Override
  public int status() {
    return response.status();
  }

  @Override
  public String reason() {
    return response.reason();
  }

  @Override
  public Headers headers() {
    return response.headers();
  }

  @Override
  public boolean endMarked() {
    return response.endMarked();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public Headers trailers() {
    return response.trailers();
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    if (body.begun()) {
      close();
      return;
    }
    try {
      response
          .discard(maxBytes, maxNanos)
          .toCompletableFuture()
          .get(maxNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The connection is closed then, which has the same effect.
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    response.close();
  }
}
