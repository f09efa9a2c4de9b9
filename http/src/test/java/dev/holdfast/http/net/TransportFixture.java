/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.SourceBody;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** What tests of the transport share: requests, limits, and one transport. */
final class TransportFixture implements AutoCloseable {

  /** No test waits longer than this for anything. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Transport transport;

  TransportFixture(Transport transport) {
    this.transport = transport;
  }

  Transport transport() {
    return transport;
  }

  TransportResponse send(TransportRequest request, AttemptLimits limits) throws TransportException {
    return transport.send(request, limits, AttemptListener.none());
  }

  /** Sends, reads the body, closes. */
  String get(String url) throws TransportException {
    return text(request("GET", url), limits().build());
  }

  String text(TransportRequest request, AttemptLimits limits) throws TransportException {
    try (TransportResponse response = send(request, limits)) {
      return body(response);
    }
  }

  static String body(TransportResponse response) throws TransportException {
    try {
      return new String(response.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (TransportException failure) {
      throw failure;
    } catch (java.io.IOException other) {
      throw new AssertionError("not a TransportException", other);
    }
  }

  /** The failure of a call that must fail. */
  TransportException failure(TransportRequest request, AttemptLimits limits) {
    return Assertions.catchThrowableOfType(TransportException.class, () -> text(request, limits));
  }

  TransportException failure(String url) {
    return failure(request("GET", url), limits().build());
  }

  static TransportRequest request(String method, String url) {
    return new TransportRequest(method, url(url), Headers.empty(), Body.none());
  }

  static TransportRequest request(String method, String url, Body body) {
    return new TransportRequest(method, url(url), Headers.empty(), body);
  }

  static Url url(String text) {
    URI uri = URI.create(text);
    boolean secure = uri.getScheme().equals("https");
    int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
    return new Url(uri.getScheme(), uri.getHost().replaceAll("[\\[\\]]", ""), port, uri.getPath());
  }

  /** A body whose source writes what it likes. */
  static Body body(long length, SourceBody.Source source) {
    return new SourceBody(length, source);
  }

  static Body body(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return body(bytes.length, out -> out.write(bytes));
  }

  /** Lets real time pass, for what nothing outside can see happen. */
  static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  static Limits limits() {
    return new Limits();
  }

  @Override
  public void close() {
    transport.close();
  }

  /** Limits of an attempt, all of them patient but those that a test sets, in milliseconds. */
  static final class Limits {

    private static final long MILLI = 1_000_000;

    private long connect = PATIENCE.toNanos();
    private long read = PATIENCE.toNanos();
    private long write = PATIENCE.toNanos();
    private long pool = PATIENCE.toNanos();
    private long attempt = Long.MAX_VALUE;
    private long deadline = 2 * PATIENCE.toNanos();

    Limits connect(long millis) {
      connect = millis * MILLI;
      return this;
    }

    Limits read(long millis) {
      read = millis * MILLI;
      return this;
    }

    Limits write(long millis) {
      write = millis * MILLI;
      return this;
    }

    Limits pool(long millis) {
      pool = millis * MILLI;
      return this;
    }

    Limits attempt(long millis) {
      attempt = millis * MILLI;
      return this;
    }

    Limits deadline(long millis) {
      deadline = millis * MILLI;
      return this;
    }

    Limits deadlineNanos(long nanos) {
      deadline = nanos;
      return this;
    }

    AttemptLimits build() {
      return new AttemptLimits(connect, read, write, pool, attempt, deadline);
    }
  }
}
