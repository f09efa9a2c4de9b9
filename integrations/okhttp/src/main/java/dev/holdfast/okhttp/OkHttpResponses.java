/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.adapter.AdapterStream;
import dev.holdfast.http.message.Headers;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Converts responses of a session to OkHttp's. */
final class OkHttpResponses {

  private OkHttpResponses() {}

  static Response of(Request request, PublishedResponse response) {
    okhttp3.Headers.Builder headers = new okhttp3.Headers.Builder();
    for (Headers.Field field : AdapterHeaders.of(response)) {
      headers.addUnsafeNonAscii(field.name(), field.value());
    }
    okhttp3.Headers complete = headers.build();
    long now = System.currentTimeMillis();
    return new Response.Builder()
        .request(request.newBuilder().url(response.url().text()).build())
        .protocol(protocol(response))
        .code(response.status())
        .message(response.reason())
        .headers(complete)
        .body(body(complete, AdapterStream.of(response), response::close))
        .sentRequestAtMillis(now - response.elapsed().toMillis())
        .receivedResponseAtMillis(now)
        .build();
  }

  /**
   * A body that is read from the connection.
   *
   * @param close returns the connection
   */
  static ResponseBody body(okhttp3.Headers headers, InputStream body, Runnable close) {
    return new Streamed(headers, body, close);
  }

  private static Protocol protocol(PublishedResponse response) {
    return switch (response.protocol()) {
      case "HTTP/2" -> Protocol.HTTP_2;
      case "HTTP/1.0" -> Protocol.HTTP_1_0;
      default -> Protocol.HTTP_1_1;
    };
  }

  private static final class Streamed extends ResponseBody {

    private final okhttp3.Headers headers;
    private final Runnable close;
    private final BufferedSource source;

    Streamed(okhttp3.Headers headers, InputStream body, Runnable close) {
      this.headers = headers;
      this.close = close;
      this.source = Okio.buffer(Okio.source(body));
    }

    @Override
    public @Nullable MediaType contentType() {
      String type = headers.get("Content-Type");
      return type == null ? null : MediaType.parse(type);
    }

    @Override
    public long contentLength() {
      String length = headers.get("Content-Length");
      try {
        return length == null ? -1 : Long.parseLong(length);
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    @Override
    public BufferedSource source() {
      return source;
    }

    @Override
    public void close() {
      close.run();
      super.close();
    }
  }
}
