/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterFailures;
import java.io.IOException;
import java.util.Objects;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * A session as the {@link CloseableHttpClient} of Apache HttpClient 5 (5.4 and later), for any
 * library that takes one. Its connections, timeouts, retries and safeguards are those of the
 * session; Apache's pool and retry strategy are not used. Thread-safe.
 *
 * <pre>{@code
 * CloseableHttpClient client = HoldfastApacheClient.of(session);
 * }</pre>
 *
 * <ul>
 *   <li>{@code RequestConfig} is not used: the timeouts are those of the session and its mounts. A
 *       single call is changed by an attribute of its {@code HttpContext} with the name
 *       {@link dev.holdfast.http.adapter.RequestCustomizer#ATTRIBUTE}.
 *   <li>A failure is the exception of the JDK that other clients throw, whose cause is the
 *       {@link RequestException} with the attempts.
 *   <li>The first 1 MiB of a successful body are read before a call returns, so that a body that
 *       breaks off or stalls there is fetched again; streams of events are not.
 * </ul>
 */
public final class HoldfastApacheClient extends CloseableHttpClient {

  private final Session session;

  private HoldfastApacheClient(Session session) {
    this.session = session;
  }

  /** A client that makes calls with that session. Closing the client does not close the session. */
  public static HoldfastApacheClient of(Session session) {
    return new HoldfastApacheClient(Objects.requireNonNull(session, "session"));
  }

  @Override
  protected CloseableHttpResponse doExecute(
      @Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context)
      throws IOException {
    try {
      return ApacheMessages.response(
          session.stream(ApacheMessages.request(target, request, context)));
    } catch (InvalidRequestException mistake) {
      throw mistake;
    } catch (RequestException failure) {
      throw AdapterFailures.io(failure);
    }
  }

  /** Does nothing: the caller closes the session. */
  @Override
  public void close() {}

  /** Does nothing: the caller closes the session. */
  @Override
  public void close(CloseMode mode) {}
}
