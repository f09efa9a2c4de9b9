/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Converts Spring's requests and headers to a session's, and back. */
final class SpringRequests {

  /**
   * The part of a body that is read before a call returns. JSON answers are shorter; downloads are
   * not kept in memory.
   */
  private static final int READ_AHEAD = 1 << 20;

  private static final List<String> CLIENTS = List.of(
      "org.springframework.web.client.RestClient",
      "org.springframework.web.reactive.function.client.WebClient");

  /** The scheme and host of a template, which Spring also omits from its own metrics. */
  private static final Pattern ORIGIN = Pattern.compile("^https?://[^/]*/?");

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
    Request named = withClient(withTemplate(complete[0], attributes), attributes);
    return attributes.get(RequestCustomizer.ATTRIBUTE) instanceof RequestCustomizer own
        ? own.customize(named)
        : named;
  }

  /** Adds the template of the URL, which each client of Spring keeps under another name. */
  private static Request withTemplate(Request request, Map<String, Object> attributes) {
    for (String client : CLIENTS) {
      if (attributes.get(client + ".uriTemplate") instanceof String template) {
        return request.attribute(
            AttributeKey.URL_TEMPLATE, ORIGIN.matcher(template).replaceFirst("/"));
      }
    }
    return request;
  }

  private static Request withClient(Request request, Map<String, Object> attributes) {
    return attributes.get(AttributeKey.CLIENT_NAME.name()) instanceof String name
        ? request.attribute(AttributeKey.CLIENT_NAME, name)
        : request;
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
