/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.Session;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A session as the JDK's {@link HttpClient}, for any library that takes one: all calls have the
 * session's timeouts, retries and safeguards. The JDK's client is not used, so no request is sent a
 * second time without the session's decision. Thread-safe.
 *
 * <pre>{@code
 * HttpClient client = HoldfastHttpClient.of(session);
 * }</pre>
 *
 * <ul>
 *   <li>{@link HttpRequest#timeout()} is the deadline of the call, all attempts and the body
 *       included, as of JDK 26; without it the session's deadline applies.
 *   <li>Timeouts are {@link java.net.http.HttpTimeoutException}, other failures the exceptions of
 *       the JDK; their cause is the {@link dev.holdfast.http.RequestException} with the attempts.
 *   <li>The first 1 MiB of a successful body are read before the body handler is called, so that a
 *       body that breaks off or stalls there is fetched again; streams of events are not.
 *   <li>A request body with a known length of up to 1 MiB is kept in memory and can be sent again;
 *       any other is subscribed to once.
 *   <li>There are no web sockets, no server push, no {@link HttpResponse#previousResponse()}.
 * </ul>
 *
 * <p>{@link #close}, {@link #shutdown} and similar methods, which the JDK's client has since
 * version 21, exist on every version.
 */
public final class HoldfastHttpClient extends HttpClient implements AutoCloseable {

  private final ClientSettings settings;
  private final Exchanges exchanges;

  HoldfastHttpClient(Session session, ClientSettings settings) {
    this.settings = settings;
    this.exchanges = new Exchanges(session, settings.version());
  }

  /** A client that makes calls with that session. Closing the client does not close the session. */
  public static HoldfastHttpClient of(Session session) {
    Objects.requireNonNull(session, "session");
    return new HoldfastHttpClient(session, ClientSettings.DEFAULTS);
  }

  /**
   * A builder for code that configures its client itself, such as a library that takes a
   * {@link HttpClient.Builder}. Each client has its own session with the default settings and those
   * of the builder, and closes it.
   */
  public static HttpClient.Builder newBuilder() {
    return new ClientBuilder(Session.builder().build());
  }

  /**
   * A builder whose clients have sessions with the settings of that one, and those of the builder.
   */
  public static HttpClient.Builder newBuilder(Session session) {
    return new ClientBuilder(Objects.requireNonNull(session, "session"));
  }

  /**
   * Makes a call and waits for its end.
   *
   * @throws IOException if the call fails; its cause explains every attempt
   */
  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> call = sendAsync(request, handler);
    try {
      return call.get();
    } catch (InterruptedException e) {
      call.cancel(true);
      throw e;
    } catch (CancellationException e) {
      throw new IOException("the call was cancelled", e);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  /** Returns the failure itself, an {@link IOException}, unless code of the caller threw it. */
  private static IOException thrown(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(handler, "handler");
    return exchanges.start(request, handler);
  }

  /** Ignores the handler of pushes: no server pushes anything here. */
  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return sendAsync(request, handler);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return settings.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return settings.redirect();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  @Override
  public SSLContext sslContext() {
    return settings.ssl().orElseGet(() -> {
      try {
        return SSLContext.getDefault();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this JVM has no default SSLContext", e);
      }
    });
  }

  @Override
  public SSLParameters sslParameters() {
    return sslContext().getDefaultSSLParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Version version() {
    return settings.version();
  }

  @Override
  public Optional<Executor> executor() {
    return settings.executor();
  }

  // Methods of the JDK's class since version 21. Compiled for 17, they cannot have @Override.

  /** Prevents further calls; those in flight continue. */
  public void shutdown() {
    exchanges.shutdown();
  }

  /** Prevents further calls and ends those in flight. */
  public void shutdownNow() {
    exchanges.shutdownNow();
  }

  /** Whether no call is in flight, and none will begin. */
  public boolean isTerminated() {
    return exchanges.isTerminated();
  }

  /** Waits until no call is in flight, at most that long. Returns whether none is. */
  public boolean awaitTermination(Duration limit) throws InterruptedException {
    return exchanges.awaitTermination(Objects.requireNonNull(limit, "limit"));
  }

  /**
   * Waits for calls in flight, which all have a deadline, then closes the session if a builder
   * created it. An interrupt ends those calls.
   */
  @Override
  public void close() {
    shutdown();
    try {
      boolean terminated = isTerminated();
      while (!terminated) {
        terminated = awaitTermination(Duration.ofMinutes(1));
      }
    } catch (InterruptedException e) {
      shutdownNow();
      Thread.currentThread().interrupt();
    }
    settings.owned().ifPresent(Session::close);
  }
}
