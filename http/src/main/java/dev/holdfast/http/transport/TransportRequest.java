/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import java.util.Objects;

/**
 * One request, ready to be sent: validated, with every header except those of framing and
 * connection ({@code Host}, {@code Content-Length}, {@code Transfer-Encoding}, {@code Connection}),
 * which the transport writes.
 *
 * @param method a token, case kept
 * @param url the URL
 * @param headers sent unchanged
 * @param body {@link Body#none()} if there is none
 * @param version the versions of HTTP that it may use; the blocking transport speaks HTTP/1.1 only
 * @param choice the preferred connection
 */
public record TransportRequest(
    String method,
    Url url,
    Headers headers,
    Body body,
    HttpVersion version,
    ConnectionChoice choice) {

  /** Checks that nothing is missing. */
  public TransportRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(choice, "choice");
  }

  /** Creates a request over any connection. */
  public TransportRequest(String method, Url url, Headers headers, Body body, HttpVersion version) {
    this(method, url, headers, body, version, ConnectionChoice.any());
  }

  /** Creates a request over HTTP/1.1. */
  public TransportRequest(String method, Url url, Headers headers, Body body) {
    this(method, url, headers, body, HttpVersion.HTTP_1_1);
  }
}
