/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * One attempt of the SDK. It uses the asynchronous transport, since it must end at once when
 * another thread aborts it, together with its connection.
 */
final class BlockingExchange implements ExecutableHttpRequest {

  private final Session session;
  private final HttpExecuteRequest request;
  private volatile @Nullable CompletableFuture<PublishedResponse> exchange;
  private volatile boolean aborted;

  BlockingExchange(Session session, HttpExecuteRequest request) {
    this.session = session;
    this.request = request;
  }

  @Override
  public HttpExecuteResponse call() throws IOException {
    SdkMetrics.report(request.metricCollector(), session);
    PublishedResponse response = await(SdkRequests.of(request));
    return HttpExecuteResponse.builder()
        .response(SdkResponses.head(response))
        .responseBody(AbortableInputStream.create(AdapterStream.of(response), response::close))
        .build();
  }

  private PublishedResponse await(Request converted) throws IOException {
    if (aborted) {
      throw new IOException("the request was aborted");
    }
    CompletableFuture<PublishedResponse> running = session.streamAsync(converted);
    exchange = running;
    if (aborted) {
      abort();
    }
    try {
      return running.get();
    } catch (InterruptedException e) {
      abort();
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (CancellationException e) {
      throw new IOException("the request was aborted", e);
    } catch (ExecutionException e) {
      throw thrown(SdkResponses.failure(e));
    }
  }

  /** Returns the failure itself, an {@link IOException}, unless the request is at fault. */
  private static IOException thrown(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof IOException io ? io : new IOException(failure);
  }

  /** Ends the exchange, or the response that it returned, and closes the connection. */
  @Override
  public void abort() {
    aborted = true;
    CompletableFuture<PublishedResponse> running = exchange;
    if (running != null) {
      AdapterStream.abort(running);
    }
  }
}
