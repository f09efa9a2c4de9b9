/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.Session;
import java.net.URI;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes the calls of {@code RestClient}, {@code RestTemplate} and HTTP interfaces with a session:
 * its timeouts, retries and safeguards, and no other client below Spring's API. Thread-safe. The
 * caller closes the session.
 *
 * <pre>{@code
 * RestClient client =
 *     RestClient.builder().requestFactory(HoldfastRequestFactory.of(session)).build();
 * }</pre>
 *
 * <p>A call that fails throws a {@code ResourceAccessException}. Its cause is the exception of the
 * JDK that other clients throw, such as {@link java.net.SocketTimeoutException}, and the cause of
 * that is the {@link dev.holdfast.http.RequestException} with the attempts.
 *
 * <p>The first 1 MiB of a successful body are read before a call returns, so that a body that
 * breaks off or stalls there is fetched again; the rest of a longer body, and streams of events,
 * are read from the connection. A single call is changed by an attribute of the name
 * {@link dev.holdfast.http.adapter.RequestCustomizer#ATTRIBUTE}, a
 * {@link dev.holdfast.http.adapter.RequestCustomizer}.
 */
public final class HoldfastRequestFactory implements ClientHttpRequestFactory {

  private final Session session;

  private HoldfastRequestFactory(Session session) {
    this.session = session;
  }

  /** Creates a factory that makes calls with that session. */
  public static HoldfastRequestFactory of(Session session) {
    return new HoldfastRequestFactory(Objects.requireNonNull(session, "session"));
  }

  @Override
  public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
    return new BlockingRequest(session, uri, method);
  }
}
