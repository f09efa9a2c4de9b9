/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.langchain4j;

import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderFactory;
import java.time.Duration;

/**
 * Puts a session below every model of LangChain4j that is built without an HTTP client, by a
 * framework for example. To register it, add a line with its name to a file of the application,
 * {@code META-INF/services/dev.langchain4j.http.client.HttpClientBuilderFactory}. Models depend on
 * another factory, and LangChain4j requires a choice: set the system property
 * {@code langchain4j.http.clientBuilderFactory} to the same name.
 *
 * <p>All these models share a session for as long as the JVM runs: a minute of silence, 3 minutes
 * for a whole answer, 3 retries, after 529 too, and no idempotency key, so that a prompt that may
 * have arrived is not sent again. For other settings, use {@link HoldfastHttpClientBuilder#of}.
 */
public final class HoldfastHttpClientBuilderFactory implements HttpClientBuilderFactory {

  /** Called by the service loader. */
  public HoldfastHttpClientBuilderFactory() {}

  @Override
  public HttpClientBuilder create() {
    return HoldfastHttpClientBuilder.of(Shared.SESSION);
  }

  /** Created when the first model is built. */
  private static final class Shared {

    static final Session SESSION = Session.builder()
        .timeouts(Timeouts.defaults().read(Duration.ofMinutes(1)).deadline(Duration.ofMinutes(3)))
        .retry(Retry.builder().total(3).statuses(429, 500, 502, 503, 504, 529).build())
        .build();

    private Shared() {}
  }
}
