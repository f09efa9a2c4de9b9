/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A response whose body the JDK's client receives. */
final class JdkResponse implements TransportResponse {

  private final HttpResponse<ReceivedBody> response;
  private final Runnable whenOver;

  JdkResponse(HttpResponse<ReceivedBody> response, Runnable whenOver) {
    this.response = response;
    this.whenOver = whenOver;
  }

  @Override
  public int status() {
    return response.statusCode();
  }

  @Override
  public String reason() {
    return "";
  }

  @Override
  public Headers headers() {
    List<Headers.Field> fields = new ArrayList<>();
    response.headers().map().forEach((name, values) -> {
      // Skips the fields of HTTP/2 itself, such as :status.
      if (!name.startsWith(":")) {
        values.forEach(value -> fields.add(new Headers.Field(name, value)));
      }
    });
    return Headers.ofReceived(fields);
  }

  @Override
  public boolean endMarked() {
    return response.version() == HttpClient.Version.HTTP_2 || TransportResponse.super.endMarked();
  }

  @Override
  public InputStream body() {
    return response.body();
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    response.body().drain(maxBytes, maxNanos);
    close();
  }

  @Override
  public void close() {
    response.body().cancel();
    whenOver.run();
  }
}
