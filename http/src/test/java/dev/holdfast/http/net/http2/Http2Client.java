/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.net.http1.Collecting;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A transport and what tests of HTTP/2 do with it. */
final class Http2Client implements AutoCloseable {

  private static final long MILLI = 1_000_000;
  private static final long PATIENCE = 20_000 * MILLI;

  private final AsyncTransport transport;
  private final HttpVersion version;

  Http2Client(AsyncTransport transport, HttpVersion version) {
    this.transport = transport;
    this.version = version;
  }

  static Http2Client create() {
    return new Http2Client(DefaultTransport.builder().build().asynchronous(), HttpVersion.HTTP_2);
  }

  static AttemptLimits patient() {
    return new AttemptLimits(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE);
  }

  static AttemptLimits limits(long readMillis, long writeMillis, long poolMillis) {
    return new AttemptLimits(
        PATIENCE, readMillis * MILLI, writeMillis * MILLI, poolMillis * MILLI, PATIENCE, PATIENCE);
  }

  AsyncExchange send(String method, String url, Body body, AttemptLimits limits) {
    URI uri = URI.create(url);
    Url target = new Url(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getPath());
    TransportRequest request = new TransportRequest(method, target, Headers.empty(), body, version);
    return transport.send(request, limits, AttemptListener.none());
  }

  /** The whole body, as text. */
  CompletableFuture<String> text(String method, String url, Body body, AttemptLimits limits) {
    return send(method, url, body, limits)
        .response()
        .toCompletableFuture()
        .thenCompose(Http2Client::collect);
  }

  String get(String url) throws TransportException {
    return await(text("GET", url, Body.none(), patient()));
  }

  /** The failure of a request that must fail. */
  TransportException failure(String method, String url, Body body, AttemptLimits limits) {
    return failure(text(method, url, body, limits));
  }

  TransportException failure(String url) {
    return failure("GET", url, Body.none(), patient());
  }

  static TransportException failure(CompletableFuture<String> outcome) {
    try {
      throw new AssertionError("no failure but " + await(outcome));
    } catch (TransportException expected) {
      return expected;
    }
  }

  static <T> T await(CompletableFuture<T> outcome) throws TransportException {
    try {
      return outcome.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransportException failure) {
        throw failure;
      }
      throw new AssertionError("not a TransportException", e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no outcome", e);
    }
  }

  static CompletableFuture<String> collect(AsyncTransportResponse response) {
    Collecting body = new Collecting();
    response.body().subscribe(body);
    return body;
  }

  /** The same transport, for another version. */
  Http2Client by(HttpVersion other) {
    return new Http2Client(transport, other);
  }

  /** A body of unknown length whose source writes what it likes, on a worker. */
  static Body streamed(SourceBody.Source source) {
    return new SourceBody(-1, source);
  }

  @Override
  public void close() {
    transport.close();
  }
}
