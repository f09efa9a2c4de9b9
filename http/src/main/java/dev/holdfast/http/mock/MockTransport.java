/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.mock;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests from a script, in order, and records them. Thread-safe.
 *
 * <pre>{@code
 * MockTransport mock = MockTransport.create().respond(503).respond(200, "ok");
 * Session session = Session.builder().transport(mock).time(VirtualTime.create()).build();
 * }</pre>
 */
public final class MockTransport implements Transport {

  /** Answers one request, or fails. */
  @FunctionalInterface
  public interface Handler {
    /** Returns the response to that request. {@link MockResponse} has ready ones. */
    TransportResponse handle(TransportRequest request) throws TransportException;
  }

  private final Queue<Handler> script = new ArrayDeque<>();
  private final List<TransportRequest> requests = new ArrayList<>();
  private @Nullable Handler fallback;
  private boolean closed;

  private MockTransport() {}

  /** Creates a transport with an empty script: the first request fails. */
  public static MockTransport create() {
    return new MockTransport();
  }

  /** Answers the next request with that status and an empty body. */
  public MockTransport respond(int status) {
    return respond(status, "");
  }

  /** Answers the next request with that status and text. */
  public MockTransport respond(int status, String body) {
    return respond(status, Headers.empty(), body);
  }

  /** Answers the next request with that status, headers and text. */
  public MockTransport respond(int status, Headers headers, String body) {
    Objects.requireNonNull(headers, "headers");
    byte[] bytes = Objects.requireNonNull(body, "body").getBytes(StandardCharsets.UTF_8);
    return handle(request -> new MockResponse(status, headers, bytes));
  }

  /** Fails the next request. */
  public MockTransport fail(FailureKind kind, Sent sent) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(sent, "sent");
    return handle(request -> {
      throw TransportException.of(kind, sent, "scripted " + kind.code(), null);
    });
  }

  /** Answers the next request with a function. */
  public synchronized MockTransport handle(Handler handler) {
    script.add(Objects.requireNonNull(handler, "handler"));
    return this;
  }

  /** Answers every request beyond the script with a function. */
  public synchronized MockTransport otherwise(Handler handler) {
    fallback = Objects.requireNonNull(handler, "handler");
    return this;
  }

  /** Returns the requests so far, in order. */
  public synchronized List<TransportRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(listener, "listener");
    return next(Objects.requireNonNull(request, "request")).handle(request);
  }

  private synchronized Handler next(TransportRequest request) throws TransportException {
    if (closed) {
      throw TransportException.of(FailureKind.CANCELLED, Sent.NO, "the transport is closed", null);
    }
    requests.add(request);
    Handler handler = script.isEmpty() ? fallback : script.remove();
    if (handler == null) {
      throw TransportException.of(
              FailureKind.INVALID_REQUEST,
              Sent.NO,
              "the script of the MockTransport has run out",
              null)
          .asPermanent();
    }
    return handler;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
