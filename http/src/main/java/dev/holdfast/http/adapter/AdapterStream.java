/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Bodies of asynchronous responses, for libraries whose users read a stream. */
public final class AdapterStream {

  private AdapterStream() {}

  /**
   * Returns the body, decoded, for a thread that waits for it: one of the library's or its user's.
   * A thread of the session's executor must not wait, because that executor delivers the bytes.
   * Every failure is a {@link dev.holdfast.http.transport.TransportException}; closing the response
   * from another thread ends a read that waits.
   */
  public static InputStream of(PublishedResponse response) {
    return TransportResponse.waitingFor(new Answered(response), response::close).body();
  }

  /** Ends a call: cancels it, or closes the response that it has returned already. */
  public static void abort(CompletableFuture<PublishedResponse> call) {
    if (!call.cancel(true) && !call.isCompletedExceptionally()) {
      call.join().close();
    }
  }

  private record Answered(PublishedResponse response) implements AsyncTransportResponse {

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
    public Flow.Publisher<ByteBuffer> body() {
      return response.body();
    }

    @Override
    public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
      response.close();
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
