/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterFailures;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Makes the calls of {@code WebClient} with a session, and holds no thread while they run. Bodies
 * are transferred in both directions only as fast as their receiver requests them; cancelling the
 * subscription ends the call. Thread-safe. The caller closes the session.
 *
 * <pre>{@code
 * WebClient client =
 *     WebClient.builder().clientConnector(HoldfastConnector.of(session)).build();
 * }</pre>
 *
 * <p>Failures, the beginning of a body and settings of a single call are as with
 * {@link HoldfastRequestFactory}; a failure is a {@code WebClientRequestException}. A request body
 * with a known length of up to 1 MiB, as that of {@code bodyValue(…)}, is kept in memory and can be
 * sent again; any other is sent once.
 */
public final class HoldfastConnector implements ClientHttpConnector {

  private final Session session;

  private HoldfastConnector(Session session) {
    this.session = session;
  }

  /** Creates a connector that makes calls with that session. */
  public static HoldfastConnector of(Session session) {
    return new HoldfastConnector(Objects.requireNonNull(session, "session"));
  }

  @Override
  public Mono<ClientHttpResponse> connect(
      HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
    return Mono.defer(() -> {
      ReactiveRequest request = new ReactiveRequest(method, uri);
      return requestCallback.apply(request).then(Mono.defer(() -> send(request.complete())));
    });
  }

  private Mono<ClientHttpResponse> send(Request request) {
    return Mono.fromFuture(() -> session.streamAsync(request))
        .<ClientHttpResponse>map(ReactiveResponse::new)
        .doOnDiscard(PublishedResponse.class, PublishedResponse::close)
        .onErrorMap(RequestException.class, HoldfastConnector::failure);
  }

  private static Throwable failure(RequestException failure) {
    return failure instanceof InvalidRequestException ? failure : AdapterFailures.io(failure);
  }
}
