/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.around;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;

/** A response that is another one, but for what a subclass changes. */
public abstract class ResponseAround implements TransportResponse {

  /** The other one. */
  protected final TransportResponse response;

  /** Around that response. */
  protected ResponseAround(TransportResponse response) {
    this.response = response;
  }

  @Override
  public int status() {
    return response.status();
  }

  @Override
  public String reason() {
    return response.reason();
  }

  @Override
  public Headers headers() {
    return response.headers();
  }

  @Override
  public boolean endMarked() {
    return response.endMarked();
  }

  @Override
  public InputStream body() {
    return response.body();
  }

  @Override
  public Headers trailers() {
    return response.trailers();
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    response.discard(maxBytes, maxNanos);
  }

  @Override
  public void close() {
    response.close();
  }
}
