/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.Session;
import java.util.Objects;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Makes the exchanges of the AWS SDK's blocking clients with a session: its timeouts and deadline,
 * its connections and safeguards. Thread-safe.
 *
 * <pre>{@code
 * S3Client s3 = S3Client.builder().httpClient(HoldfastSdkHttpClient.of(session)).build();
 * }</pre>
 *
 * <ul>
 *   <li>The SDK retries, with its own policy; one attempt of the SDK is one attempt here. Redirects
 *       are not followed: they need another signature.
 *   <li>A request is sent as it was signed: path, query and headers. {@code Accept-Encoding:
 *       identity} is added, which is not signed, since the SDK's checksums are of stored bytes. A
 *       header that cannot be sent as it is, such as another {@code Host}, is refused.
 *   <li>The deadline of the session bounds each attempt of the SDK, the streamed body included:
 *       give the session a longer one for large objects. The SDK's {@code apiCallTimeout} bounds
 *       all attempts.
 *   <li>Failures are exceptions of the JDK, whose cause is the
 *       {@link dev.holdfast.http.RequestException} that explains them. A body that breaks off or
 *       stalls throws when it is read. Aborting a response closes its connection, and so does
 *       closing one that was not read to its end.
 * </ul>
 */
public final class HoldfastSdkHttpClient implements SdkHttpClient {

  /** The name in the SDK's user agent and metrics. */
  static final String NAME = "Holdfast";

  private final Session session;
  private final boolean owned;

  private HoldfastSdkHttpClient(Session session, boolean owned) {
    this.session = session;
    this.owned = owned;
  }

  /**
   * A client that makes exchanges with that session. Closing the client does not close the session.
   */
  public static HoldfastSdkHttpClient of(Session session) {
    return new HoldfastSdkHttpClient(Objects.requireNonNull(session, "session"), false);
  }

  /** A builder for the SDK, which passes the defaults of a service. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new BlockingExchange(session, Objects.requireNonNull(request, "request"));
  }

  @Override
  public String clientName() {
    return NAME;
  }

  /** Closes the session if a builder created it. */
  @Override
  public void close() {
    if (owned) {
      session.close();
    }
  }

  /**
   * Builds clients with sessions of their own: Holdfast's defaults, and in their place the options
   * that the SDK passes. Not thread-safe.
   *
   * <ul>
   *   <li>{@code READ_TIMEOUT}, {@code WRITE_TIMEOUT}, {@code CONNECTION_ACQUIRE_TIMEOUT} are
   *       {@code read}, {@code write} and {@code pool}; zero is no limit, as in the SDK.
   *   <li>{@code CONNECTION_TIMEOUT} and {@code TLS_NEGOTIATION_TIMEOUT} are {@code connect}, which
   *       bounds look-up, TCP and TLS together: the shorter of the two.
   *   <li>{@code MAX_CONNECTIONS}, {@code CONNECTION_MAX_IDLE_TIMEOUT},
   *       {@code CONNECTION_TIME_TO_LIVE} (zero: Holdfast's default), {@code TCP_KEEPALIVE},
   *       {@code TLS_KEY_MANAGERS_PROVIDER}, {@code TLS_TRUST_MANAGERS_PROVIDER},
   *       {@code TRUST_ALL_CERTIFICATES}, and {@code PROTOCOL}: HTTP/2 where the server agrees to
   *       it.
   *   <li>Refused are {@code MAX_PENDING_CONNECTION_ACQUIRES} other than the SDK's own default, and
   *       {@code REAP_IDLE_CONNECTIONS} if false.
   * </ul>
   */
  public static final class Builder implements SdkHttpClient.Builder<Builder> {

    private Builder() {}

    /**
     * The client.
     *
     * @throws IllegalArgumentException naming an option that a session does not have
     */
    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return new HoldfastSdkHttpClient(HttpOptions.session(defaults), true);
    }
  }
}
