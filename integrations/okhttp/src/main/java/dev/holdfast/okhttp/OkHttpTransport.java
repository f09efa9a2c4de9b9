/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.adapter.AttemptsInFlight;
import dev.holdfast.http.adapter.Interruptible;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Carries the attempts of a session with an already configured {@code OkHttpClient}: its
 * connections, proxy, TLS, resolver, cookies, cache and interceptors. The session decides on
 * repetitions, so OkHttp's own are turned off. Thread-safe.
 *
 * <pre>{@code
 * Session session = Session.builder().transport(OkHttpTransport.of(client)).build();
 * }</pre>
 *
 * <ul>
 *   <li>All timeouts of the session are kept, in place of the client's. The connect timeout bounds
 *       the look-up of the name, all addresses and TLS together.
 *   <li>The session handles redirects and credentials of origins: the client's authenticator is not
 *       used. The authenticator of a proxy is.
 *   <li>Nothing was sent ({@link Sent#NO}) if OkHttp had no connection. The refusal of a stream by
 *       an HTTP/2 server cannot be distinguished from a cut connection, so a POST is not repeated
 *       after it.
 *   <li>An interceptor of the client that repeats a request fails the attempt.
 *   <li>OkHttp refuses a body for GET and HEAD, and is more lenient with malformed answers.
 *   <li>The client and the server agree on the version of HTTP.
 * </ul>
 */
public final class OkHttpTransport implements Transport {

  private final OkHttpClient client;
  private final AttemptsInFlight<OkHttpAttempt> inFlight =
      new AttemptsInFlight<>(OkHttpAttempt::cancel);

  private OkHttpTransport(OkHttpClient client) {
    this.client = client;
  }

  /** Carries attempts with that client, which the caller closes. The client is not changed. */
  public static OkHttpTransport of(OkHttpClient client) {
    OkHttpClient.Builder own = withoutReplays(Objects.requireNonNull(client, "client"))
        .authenticator(Authenticator.NONE)
        .callTimeout(0, CallTimer.UNIT);
    own.addInterceptor(OkHttpTransport::connect);
    return new OkHttpTransport(own.build());
  }

  /** The same client without OkHttp's own repetitions of requests. */
  static OkHttpClient.Builder withoutReplays(OkHttpClient client) {
    OkHttpClient.Builder own = client
        .newBuilder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .dns(new BoundedDns(client.dns()));
    own.networkInterceptors().add(0, new ExchangeGuard());
    return own;
  }

  private static Response connect(okhttp3.Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    OkHttpAttempt attempt = request.tag(OkHttpAttempt.class);
    return attempt == null ? chain.proceed(request) : attempt.connect(chain, request);
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    Call call;
    OkHttpAttempt attempt = new OkHttpAttempt(limits, listener, OkHttpAttempt.Place.CALL);
    try {
      Request.Builder tagged = new Request.Builder().tag(OkHttpAttempt.class, attempt);
      call = client.newCall(plain(OkHttpMessages.request(tagged, request)));
    } catch (IllegalArgumentException e) {
      throw OkHttpFailures.CLIENT.refused(Sent.NO, e.toString(), e);
    }
    attempt.of(call);
    inFlight.add(attempt);
    try {
      return answer(attempt, Interruptible.run(attempt::cancel, call::execute));
    } catch (IOException e) {
      inFlight.remove(attempt);
      attempt.end();
      throw attempt.failure(e);
    }
  }

  private TransportResponse answer(OkHttpAttempt attempt, Response response) {
    attempt.begin(Phase.BODY);
    return new OkHttpAnswer(
        attempt, ExchangeGuard.restored(response), () -> inFlight.remove(attempt));
  }

  /**
   * Turns off transparent decompression: OkHttp adds a coding and then removes it, unless one is
   * named.
   */
  private static Request plain(Request request) {
    return request.header("Accept-Encoding") == null
        ? request.newBuilder().header("Accept-Encoding", "identity").build()
        : request;
  }

  /** Everything except HTTP/2 on request, and routes: the client has its own settings for these. */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, true, true, true);
  }

  /** Ends the attempts in flight. The client and its connections stay open. */
  @Override
  public void close() {
    inFlight.close();
  }

  @Override
  public String toString() {
    return "OkHttpTransport";
  }
}
