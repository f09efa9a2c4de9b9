/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.adapter.AttemptsInFlight;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;

/**
 * Carries the attempts of a session with an already configured {@link HttpClient} of the JDK: its
 * connections, proxy, TLS and cookies. Thread-safe.
 *
 * <pre>{@code
 * Transport transport = JdkTransport.of(client);
 * Session session = Session.builder()
 *     .transport(transport)
 *     .timeouts(Timeouts.defaults().keptBy(transport.capabilities()))
 *     .build();
 * }</pre>
 *
 * <ul>
 *   <li>The client does not report when it is connected, so a session has no connect timeout: the
 *       client's timeout applies, and the read timeout runs from the beginning of an attempt. All
 *       other timeouts are kept, those of the body included.
 *   <li>The client repeats a GET or HEAD by itself when a kept connection has ended, and once any
 *       request whose connection was refused. So for a GET it is never proven that nothing was
 *       sent; for a POST it is, if there was no connection.
 *   <li>Addresses, the connection and the reason phrase of a response are not reported.
 *   <li>HTTP/2 is used only over {@code https}, where it is negotiated.
 * </ul>
 */
public final class JdkTransport implements Transport {

  private final HttpClient client;
  private final ExecutorService bodies;
  private final AttemptsInFlight<JdkAttempt> inFlight = new AttemptsInFlight<>(JdkAttempt::cancel);

  private JdkTransport(HttpClient client) {
    this.client = client;
    this.bodies = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "holdfast-jdk-body");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Carries attempts with that client, which the caller closes.
   *
   * @throws IllegalArgumentException if the client sends requests without the session's knowledge:
   *     if it follows redirects, has an authenticator, or is one of Holdfast's
   */
  public static JdkTransport of(HttpClient client) {
    Objects.requireNonNull(client, "client");
    if (client instanceof HoldfastHttpClient) {
      throw new IllegalArgumentException(
          "client: a session's (expected: one of the JDK, or attempts would multiply)");
    }
    if (client.followRedirects() != Redirect.NEVER) {
      throw new IllegalArgumentException("client: followRedirects " + client.followRedirects()
          + " (expected: NEVER, the session follows them)");
    }
    if (client.authenticator().isPresent()) {
      throw new IllegalArgumentException(
          "client: has an authenticator" + " (expected: none, the session has Authentication)");
    }
    return new JdkTransport(client);
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    JdkAttempt attempt = new JdkAttempt(limits, request.method());
    HttpRequest message = message(request, attempt);
    listener.begin(Phase.SEND);
    CompletableFuture<HttpResponse<ReceivedBody>> future =
        client.sendAsync(message, head -> new ReceivedBody(attempt));
    attempt.begin(future);
    inFlight.add(attempt);
    try {
      HttpResponse<ReceivedBody> response = attempt.await(future);
      listener.begin(Phase.BODY);
      return new JdkResponse(response, () -> inFlight.remove(attempt));
    } catch (TransportException e) {
      inFlight.remove(attempt);
      throw e;
    }
  }

  private HttpRequest message(TransportRequest request, JdkAttempt attempt)
      throws TransportException {
    boolean negotiates =
        request.version() == HttpVersion.NEGOTIATE && request.url().secure();
    try {
      HttpRequest.Builder builder = HttpRequest.newBuilder(
              URI.create(request.url().text()))
          .version(negotiates ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
          .method(request.method(), publisher(request.body(), attempt));
      for (Headers.Field field : request.headers()) {
        if (field.name().equalsIgnoreCase("Expect")) {
          builder.expectContinue(true);
        } else {
          builder.header(field.name(), field.value());
        }
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw JdkFailures.CLIENT.refused(Sent.NO, String.valueOf(e.getMessage()), e);
    }
  }

  private BodyPublisher publisher(Body body, JdkAttempt attempt) {
    if (body == Body.none() || body.length() == 0) {
      attempt.sent();
      return BodyPublishers.noBody();
    }
    // A long array would be one buffer, whose progress could not be reported.
    boolean whole = body.inMemory() && body.length() > WrittenBody.PIECE;
    Optional<Flow.Publisher<ByteBuffer>> own = whole ? Optional.empty() : body.asPublisher();
    return new SentBody(own.orElseGet(() -> new WrittenBody(body, bodies)), body.length(), attempt);
  }

  /** Everything except the connect timeout, HTTP/2 on request, and routes. */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, true, true, true, true);
  }

  /** Ends the attempts in flight. The client and its connections stay open. */
  @Override
  public void close() {
    inFlight.close();
    bodies.shutdownNow();
  }

  @Override
  public String toString() {
    return "JdkTransport";
  }
}
