/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.Session;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Request;

/**
 * Makes OkHttp's calls, and so Retrofit's, with a session: its timeouts, retries and safeguards. No
 * {@code OkHttpClient} is used, so its interceptors and its cache are not used either, and no
 * request is sent a second time without the session's decision. Thread-safe. The caller closes the
 * session.
 *
 * <pre>{@code
 * Retrofit retrofit = new Retrofit.Builder()
 *     .baseUrl("https://api.example.com/")
 *     .callFactory(HoldfastCallFactory.of(session))
 *     .build();
 * }</pre>
 *
 * <ul>
 *   <li>{@link Call#timeout()} is the deadline of a call; without it the session's deadline
 *       applies.
 *   <li>A failure is the exception of the JDK that OkHttp throws, such as
 *       {@link java.net.SocketTimeoutException}; its cause is the
 *       {@link dev.holdfast.http.RequestException} with the attempts.
 *   <li>The first 1 MiB of a successful body are read before a call returns, so that a body that
 *       breaks off or stalls there is fetched again; streams of events are not.
 *   <li>A request body of up to 1 MiB is kept in memory; a longer one is written again for each
 *       attempt, unless it {@linkplain okhttp3.RequestBody#isOneShot() can be written only once}.
 *   <li>A single call is changed by a tag of the type
 *       {@link dev.holdfast.http.adapter.RequestCustomizer}.
 * </ul>
 */
public final class HoldfastCallFactory implements Call.Factory {

  /** The number of concurrent callbacks that OkHttp's dispatcher allows. */
  private static final int CALLBACKS = 64;

  private final Session session;
  private final Executor callbacks;

  private HoldfastCallFactory(Session session, Executor callbacks) {
    this.session = session;
    this.callbacks = callbacks;
  }

  /**
   * Creates a factory of calls with that session. Callbacks of {@link Call#enqueue} run on at most
   * 64 daemon threads of the factory, which end when they are idle.
   */
  public static HoldfastCallFactory of(Session session) {
    ThreadPoolExecutor callbacks = new ThreadPoolExecutor(
        CALLBACKS, CALLBACKS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
          Thread thread = new Thread(task, "holdfast-okhttp");
          thread.setDaemon(true);
          return thread;
        });
    callbacks.allowCoreThreadTimeOut(true);
    return of(session, callbacks);
  }

  /**
   * Creates a factory of calls with that session.
   *
   * @param callbacks runs the callbacks of {@link Call#enqueue}, which may read a body and so wait
   *     for it; not the session's executor, which delivers the body
   */
  public static HoldfastCallFactory of(Session session, Executor callbacks) {
    return new HoldfastCallFactory(
        Objects.requireNonNull(session, "session"), Objects.requireNonNull(callbacks, "callbacks"));
  }

  @Override
  public Call newCall(Request request) {
    return new SessionCall(session, callbacks, request);
  }
}
