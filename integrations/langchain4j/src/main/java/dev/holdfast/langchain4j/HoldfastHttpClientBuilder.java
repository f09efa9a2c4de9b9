/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.langchain4j;

import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of LangChain4j's models with a session: its deadline over the whole answer, its
 * retries and safeguards.
 *
 * <pre>{@code
 * ChatModel model = OpenAiChatModel.builder()
 *     .httpClientBuilder(HoldfastHttpClientBuilder.of(
 *         session, request -> request.idempotencyKey(IdempotencyKey.auto())))
 *     .maxRetries(0)
 *     .…
 *     .build();
 * }</pre>
 *
 * <ul>
 *   <li>A prompt is a POST: without an idempotency key it is sent again only if nothing was sent.
 *   <li>Models repeat calls by themselves: set {@code maxRetries(0)}, or attempts multiply.
 *   <li>The timeouts are those of the session and its mounts. Those of a model are not used, since
 *       models always pass some.
 *   <li>An error status is LangChain4j's {@code HttpException}. Another failure is a
 *       {@code NonRetriableException}, since all permitted retries were made; its cause is the
 *       {@link dev.holdfast.http.RequestException} with the attempts.
 *   <li>A stream that breaks off ends with {@code onError}, never as if it were complete.
 * </ul>
 *
 * <p>Not thread-safe; the clients that it builds are. The caller closes the session.
 */
public final class HoldfastHttpClientBuilder implements HttpClientBuilder {

  private final Session session;
  private final RequestCustomizer every;
  private @Nullable Duration connectTimeout;
  private @Nullable Duration readTimeout;

  private HoldfastHttpClientBuilder(Session session, RequestCustomizer every) {
    this.session = session;
    this.every = every;
  }

  /** A builder of clients that make calls with that session. */
  public static HoldfastHttpClientBuilder of(Session session) {
    return of(session, request -> request);
  }

  /**
   * A builder of clients that make calls with that session.
   *
   * @param every changes each request, for example by setting an idempotency key
   */
  public static HoldfastHttpClientBuilder of(Session session, RequestCustomizer every) {
    return new HoldfastHttpClientBuilder(
        Objects.requireNonNull(session, "session"), Objects.requireNonNull(every, "every"));
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return connectTimeout;
  }

  /** Ignores its argument: see above. */
  @Override
  public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return readTimeout;
  }

  /** Ignores its argument: see above. */
  @Override
  public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    return new SessionClient(session, every);
  }
}
