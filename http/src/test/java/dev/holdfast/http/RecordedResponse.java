/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.coding.Coded;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A 200 that remembers how its connection was released. */
final class RecordedResponse implements TransportResponse {

  private final Supplier<InputStream> body;
  private int released;

  private RecordedResponse(InputStream body) {
    this(() -> body);
  }

  private RecordedResponse(Supplier<InputStream> body) {
    this.body = body;
  }

  /** Asked again, it gives the body from the beginning. */
  static RecordedResponse anew(String body) {
    return new RecordedResponse(() -> new ByteArrayInputStream(Coded.text(body)));
  }

  static RecordedResponse whole(String body) {
    return new RecordedResponse(new ByteArrayInputStream(Coded.text(body)));
  }

  /** A body that breaks off after this. */
  static RecordedResponse broken(String start) {
    return new RecordedResponse(new FilterInputStream(new ByteArrayInputStream(Coded.text(start))) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read < 0) {
          throw TransportException.of(
              FailureKind.CONNECTION_BROKEN_MID_BODY, Sent.ANSWERED, "cut", null);
        }
        return read;
      }
    });
  }

  /** How often the connection was given back. */
  int released() {
    return released;
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public String reason() {
    return "";
  }

  @Override
  public Headers headers() {
    return Headers.empty();
  }

  @Override
  public InputStream body() {
    return body.get();
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    released++;
  }

  @Override
  public void close() {
    released++;
  }
}
