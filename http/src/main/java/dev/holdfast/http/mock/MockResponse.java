/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.mock;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;

/** A response from memory. For one attempt: its body can be read once. */
public final class MockResponse implements TransportResponse {

  private final int status;
  private final Headers headers;
  private final InputStream body;

  /** Creates a response with these bytes, which are not copied. */
  public MockResponse(int status, Headers headers, byte[] body) {
    this.status = status;
    this.headers = Objects.requireNonNull(headers, "headers");
    this.body = new ByteArrayInputStream(Objects.requireNonNull(body, "body"));
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String reason() {
    return "";
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {}

  @Override
  public void close() {}
}
