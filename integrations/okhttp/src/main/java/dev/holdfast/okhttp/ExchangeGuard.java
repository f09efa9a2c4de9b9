/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor below OkHttp's own retries, which sees every exchange of messages: an attempt is
 * one exchange. A second one is refused, unless the answer to the first has asked for other
 * credentials or another connection.
 *
 * <p>OkHttp repeats a request by itself when a 503 says {@code Retry-After: 0}, whatever its
 * settings, so that header is passed on under another name.
 */
final class ExchangeGuard implements Interceptor {

  private static final String RETRY_AFTER = "Retry-After";
  private static final String HIDDEN = "Holdfast-Retry-After";
  private static final int UNAVAILABLE = 503;

  /**
   * The statuses of a request that was not processed: credentials of an origin, of a proxy, another
   * connection.
   */
  private static final Set<Integer> ASKS_AGAIN = Set.of(401, 407, 421);

  private final Set<Connection> used = Collections.synchronizedSet(
      Collections.newSetFromMap(new WeakHashMap<Connection, Boolean>()));

  /** The status of an attempt's exchange, while another exchange may follow. */
  private final Map<OkHttpAttempt, Integer> answered =
      Collections.synchronizedMap(new WeakHashMap<>());

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    OkHttpAttempt attempt = request.tag(OkHttpAttempt.class);
    if (attempt == null) {
      return chain.proceed(request);
    }
    Integer before = answered.get(attempt);
    if (attempt.exchanged() && (before == null || !ASKS_AGAIN.contains(before))) {
      throw refused(before);
    }
    Connection connection = chain.connection();
    boolean reused = connection != null && !used.add(connection);
    attempt.exchange(connection, reused, request.body() != null);
    Response response = chain.proceed(request);
    answered.put(attempt, response.code());
    return hidden(response);
  }

  private static TransportException refused(@Nullable Integer before) {
    return TransportException.of(
            FailureKind.INVALID_REQUEST,
            Sent.MAYBE,
            "an interceptor of the OkHttpClient wanted to send the request a second time after "
                + (before == null ? "a failure" : "status " + before)
                + " (expected: no retries but those of Holdfast)",
            null)
        .asPermanent();
  }

  private static Response hidden(Response response) {
    if (response.code() != UNAVAILABLE || response.header(RETRY_AFTER) == null) {
      return response;
    }
    return renamed(response, RETRY_AFTER, HIDDEN);
  }

  /** The response as the server sent it. */
  static Response restored(Response response) {
    return response.header(HIDDEN) == null ? response : renamed(response, HIDDEN, RETRY_AFTER);
  }

  private static Response renamed(Response response, String from, String to) {
    okhttp3.Headers.Builder headers = response.headers().newBuilder().removeAll(from);
    response.headers(from).forEach(value -> headers.addUnsafeNonAscii(to, value));
    return response.newBuilder().headers(headers.build()).build();
  }
}
