/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Settings;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's builder. It refuses settings that a session does not have, instead of ignoring them.
 */
final class ClientBuilder implements HttpClient.Builder {

  private final Session template;
  private Version version = Version.HTTP_1_1;
  private Redirect redirect = Redirect.NEVER;
  private @Nullable Duration connectTimeout;
  private @Nullable SSLContext ssl;
  private @Nullable Executor executor;

  ClientBuilder(Session template) {
    this.template = template;
  }

  @Override
  public HttpClient.Builder connectTimeout(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: > 0)");
    }
    connectTimeout = duration;
    return this;
  }

  @Override
  public HttpClient.Builder followRedirects(Redirect policy) {
    redirect = Objects.requireNonNull(policy, "policy");
    return this;
  }

  @Override
  public HttpClient.Builder version(Version newVersion) {
    version = Objects.requireNonNull(newVersion, "version");
    return this;
  }

  @Override
  public HttpClient.Builder sslContext(SSLContext context) {
    ssl = Objects.requireNonNull(context, "context");
    return this;
  }

  @Override
  public HttpClient.Builder executor(Executor callers) {
    executor = Objects.requireNonNull(callers, "executor");
    return this;
  }

  /** Does nothing: HTTP/2 no longer has priorities of streams (RFC 9113 section 5.3). */
  @Override
  public HttpClient.Builder priority(int priority) {
    if (priority < 1 || priority > 256) {
      throw new IllegalArgumentException("priority: " + priority + " (expected: 1 to 256)");
    }
    return this;
  }

  @Override
  public HttpClient.Builder sslParameters(SSLParameters parameters) {
    throw refused("sslParameters", "an SSLContext");
  }

  @Override
  public HttpClient.Builder cookieHandler(CookieHandler handler) {
    throw refused("cookieHandler", "cookies of the session, if it has them");
  }

  @Override
  public HttpClient.Builder proxy(ProxySelector selector) {
    if (selector == NO_PROXY) {
      return this;
    }
    throw refused("proxy", "a proxy of the session, if it has one");
  }

  @Override
  public HttpClient.Builder authenticator(Authenticator authenticator) {
    throw refused("authenticator", "credentials of the session or in a header");
  }

  private static UnsupportedOperationException refused(String name, String instead) {
    return new UnsupportedOperationException(
        name + ": not supported by Holdfast's HttpClient (expected: " + instead + ")");
  }

  @Override
  public HttpClient build() {
    SessionBuilder builder = template.toBuilder().settings(this::changed);
    if (ssl != null) {
      builder.sslContext(ssl);
    }
    if (executor != null) {
      builder.executor(executor);
    }
    Session session = builder.build();
    return new HoldfastHttpClient(
        session,
        new ClientSettings(
            version,
            redirect,
            Optional.ofNullable(connectTimeout),
            Optional.ofNullable(ssl),
            Optional.ofNullable(executor),
            Optional.of(session)));
  }

  private Settings changed(Settings settings) {
    Retry retry =
        settings.retry().toBuilder().followRedirects(redirect != Redirect.NEVER).build();
    return connectTimeout == null
        ? settings.retry(retry)
        : settings.retry(retry).timeouts(settings.timeouts().connect(connectTimeout));
  }
}
