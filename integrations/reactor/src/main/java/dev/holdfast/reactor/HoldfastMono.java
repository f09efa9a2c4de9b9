/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.reactor;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.retrier.Retrier;
import java.nio.ByteBuffer;
import java.util.Objects;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Creates Monos of calls. Each subscription makes a call of its own; cancelling it cancels the
 * call. Signals are emitted on the threads of the session or the retrier: move them with
 * {@code publishOn}.
 */
public final class HoldfastMono {

  private HoldfastMono() {}

  /** The response of the request, its body in memory. Fails as {@link Session#sendAsync} does. */
  public static Mono<Response> request(Session session, Request request) {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(request, "request");
    return Mono.fromFuture(() -> session.sendAsync(request));
  }

  /**
   * The bytes of the response to the request, as they arrive. An error status fails with a
   * {@link dev.holdfast.http.StatusException}. Cancelling frees the connection.
   */
  public static Flux<ByteBuffer> stream(Session session, Request request) {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(request, "request");
    return Mono.fromFuture(() -> session.streamAsync(request))
        .doOnDiscard(PublishedResponse.class, PublishedResponse::close)
        .map(PublishedResponse::raiseForStatus)
        .flatMapMany(response -> JdkFlowAdapter.flowPublisherToFlux(response.body()));
  }

  /**
   * The Mono, subscribed to again when it fails. All settings of the retrier apply, its attempt
   * timeout, hedges and safeguards included. Each attempt has the context of the subscriber. Fails
   * with the exception that {@link Retrier#callAsync} would have.
   */
  public static <T> Mono<T> retrying(Retrier retrier, Mono<T> source) {
    Objects.requireNonNull(retrier, "retrier");
    Objects.requireNonNull(source, "source");
    return Mono.deferContextual(context -> {
      Mono<T> attempt = source.contextWrite(context);
      return Mono.fromFuture(() -> retrier.callAsync(attempt::toFuture));
    });
  }
}
