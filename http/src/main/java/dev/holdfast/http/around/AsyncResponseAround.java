/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.around;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncTransportResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** As {@link ResponseAround}, of an asynchronous transport. */
public abstract class AsyncResponseAround implements AsyncTransportResponse {

  /** The other one. */
  protected final AsyncTransportResponse response;

  /** Around that response. */
  protected AsyncResponseAround(AsyncTransportResponse response) {
    this.response = response;
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
  public Flow.Publisher<ByteBuffer> body() {
    return response.body();
  }

  @Override
  public Headers trailers() {
    return response.trailers();
  }

  @Override
  public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
    return response.discard(maxBytes, maxNanos);
  }

  @Override
  public void close() {
    response.close();
  }
}
