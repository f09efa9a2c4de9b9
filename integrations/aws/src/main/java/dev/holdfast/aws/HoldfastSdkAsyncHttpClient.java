/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.Session;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Makes the exchanges of the AWS SDK's asynchronous clients with a session, as
 * {@link HoldfastSdkHttpClient} makes those of the blocking ones; no thread waits for them.
 * Thread-safe.
 *
 * <pre>{@code
 * S3AsyncClient s3 =
 *     S3AsyncClient.builder().httpClient(HoldfastSdkAsyncHttpClient.of(session)).build();
 * }</pre>
 *
 * <p>Bodies are read and sent only as fast as the other side accepts them. Requests that continue
 * while their response arrives, such as bidirectional event streams, are refused.
 */
public final class HoldfastSdkAsyncHttpClient implements SdkAsyncHttpClient {

  private final Session session;
  private final boolean owned;

  private HoldfastSdkAsyncHttpClient(Session session, boolean owned) {
    this.session = session;
    this.owned = owned;
  }

  /**
   * A client that makes exchanges with that session. Closing the client does not close the session.
   */
  public static HoldfastSdkAsyncHttpClient of(Session session) {
    return new HoldfastSdkAsyncHttpClient(Objects.requireNonNull(session, "session"), false);
  }

  /** A builder for the SDK, which passes the defaults of a service. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    return AsyncExchange.start(session, Objects.requireNonNull(request, "request"));
  }

  @Override
  public String clientName() {
    return HoldfastSdkHttpClient.NAME;
  }

  /** Closes the session if a builder created it. */
  @Override
  public void close() {
    if (owned) {
      session.close();
    }
  }

  /** Builds clients with their own sessions: see {@link HoldfastSdkHttpClient.Builder}. */
  public static final class Builder implements SdkAsyncHttpClient.Builder<Builder> {

    private Builder() {}

    /**
     * The client.
     *
     * @throws IllegalArgumentException naming an option that a session does not have
     */
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new HoldfastSdkAsyncHttpClient(HttpOptions.session(defaults), true);
    }
  }
}
