/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** Converts OkHttp's requests to a session's. */
final class OkHttpRequests {

  /**
   * The part of a body that is read before a call returns. JSON answers are shorter; downloads are
   * not kept in memory.
   */
  private static final int READ_AHEAD = 1 << 20;

  private OkHttpRequests() {}

  /** The request to send. */
  static dev.holdfast.http.Request of(Request request, Timeout timeout) throws IOException {
    RequestBody body = request.body();
    dev.holdfast.http.Request converted = dev.holdfast.http.Request.of(
            request.method(), request.url().toString())
        .body(body(body))
        .readAhead(READ_AHEAD);
    MediaType type = body == null ? null : body.contentType();
    if (type != null) {
      converted = converted.header("Content-Type", type.toString());
    }
    for (int i = 0; i < request.headers().size(); i++) {
      String name = request.headers().name(i);
      String value = request.headers().value(i);
      // As in OkHttp, the body's content type takes precedence.
      if (type == null || !name.equalsIgnoreCase("Content-Type")) {
        converted = AdapterHeaders.add(converted, name, value);
      }
    }
    RequestCustomizer own = request.tag(RequestCustomizer.class);
    return deadline(own == null ? converted : own.customize(converted), timeout);
  }

  private static dev.holdfast.http.Request deadline(
      dev.holdfast.http.Request request, Timeout timeout) {
    long nanos = timeout.timeoutNanos() == 0 ? Long.MAX_VALUE : timeout.timeoutNanos();
    if (timeout.hasDeadline()) {
      nanos = Math.min(nanos, timeout.deadlineNanoTime() - System.nanoTime());
    }
    return nanos == Long.MAX_VALUE
        ? request
        : request.deadline(Duration.ofNanos(Math.max(1, nanos)));
  }

  private static Body body(@Nullable RequestBody body) throws IOException {
    if (body == null) {
      return Body.none();
    }
    if (body.isDuplex()) {
      throw new IOException("body: duplex (expected: one that is sent before the answer is read)");
    }
    return AdapterBody.inMemory(out -> write(body, out), body.contentLength(), !body.isOneShot());
  }

  private static void write(RequestBody body, OutputStream out) throws IOException {
    BufferedSink sink = Okio.buffer(Okio.sink(out));
    body.writeTo(sink);
    sink.flush();
  }
}
