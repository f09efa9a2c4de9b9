/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Converts a transport's requests and responses to and from OkHttp's. */
final class OkHttpMessages {

  private static final Set<String> NEED_A_BODY =
      Set.of("POST", "PUT", "PATCH", "PROPPATCH", "REPORT");

  private OkHttpMessages() {}

  /**
   * The request to send, in place of another or as the first.
   *
   * @throws IllegalArgumentException if OkHttp cannot send it
   */
  static Request request(Request.Builder builder, TransportRequest request) {
    okhttp3.Headers.Builder headers = new okhttp3.Headers.Builder();
    for (Headers.Field field : request.headers()) {
      headers.addUnsafeNonAscii(field.name(), field.value());
    }
    return builder
        .url(request.url().text())
        .headers(headers.build())
        .method(request.method(), body(request))
        .build();
  }

  private static @Nullable RequestBody body(TransportRequest request) {
    if (request.body() != Body.none()) {
      return new SentBody(request.body());
    }
    return NEED_A_BODY.contains(request.method())
        ? RequestBody.create(new byte[0], (MediaType) null)
        : null;
  }

  static Headers headers(okhttp3.Headers received) {
    List<Headers.Field> fields = new ArrayList<>(received.size());
    for (int i = 0; i < received.size(); i++) {
      fields.add(new Headers.Field(received.name(i), received.value(i)));
    }
    return Headers.ofReceived(fields);
  }

  /** The protocol's name in a session. */
  static String protocol(Protocol protocol) {
    return switch (protocol) {
      case HTTP_2, H2_PRIOR_KNOWLEDGE -> "HTTP/2";
      case HTTP_1_0 -> "HTTP/1.0";
      default -> "HTTP/1.1";
    };
  }
}
