/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Spring's requests and headers as those of a session, and back. */
final class SpringRequests {

  /** A JSON answer is shorter; a download is not kept in memory. */
  private static final int READ_AHEAD = 1 << 20;

  private SpringRequests() {}

  /** The request to send. */
  static Request of(
      HttpMethod method, URI uri, HttpHeaders headers, Body body, Map<String, Object> attributes) {
    Request request =
        Request.of(method.name(), uri.toASCIIString()).body(body).readAhead(READ_AHEAD);
    Request[] complete = {request};
    headers.forEach((name, values) -> {
      for (String value : values) {
        complete[0] = AdapterHeaders.add(complete[0], name, value == null ? "" : value);
      }
    });
    return attributes.get(RequestCustomizer.ATTRIBUTE) instanceof RequestCustomizer own
        ? own.customize(complete[0])
        : complete[0];
  }

  /** The headers of a response. */
  static HttpHeaders headers(HttpResponse response) {
    HttpHeaders headers = new HttpHeaders();
    for (Headers.Field field : AdapterHeaders.of(response)) {
      headers.add(field.name(), field.value());
    }
    return headers;
  }
}
