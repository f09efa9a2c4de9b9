/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.message.Headers;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.AbstractClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** A response for {@code WebClient}. */
final class ReactiveResponse extends AbstractClientHttpResponse {

  ReactiveResponse(PublishedResponse response) {
    super(
        HttpStatusCode.valueOf(response.status()),
        SpringRequests.headers(response),
        cookies(response.headers()),
        body(response));
  }

  private static Flux<DataBuffer> body(PublishedResponse response) {
    return JdkFlowAdapter.flowPublisherToFlux(response.body())
        .map(DefaultDataBufferFactory.sharedInstance::wrap);
  }

  private static MultiValueMap<String, ResponseCookie> cookies(Headers headers) {
    MultiValueMap<String, ResponseCookie> cookies = new LinkedMultiValueMap<>();
    for (String header : headers.all("Set-Cookie")) {
      for (ResponseCookie cookie : parsed(header)) {
        cookies.add(cookie.getName(), cookie);
      }
    }
    return cookies;
  }

  private static List<ResponseCookie> parsed(String header) {
    try {
      return java.net.HttpCookie.parse(header).stream()
          .map(cookie -> ResponseCookie.fromClientResponse(cookie.getName(), cookie.getValue())
              .domain(cookie.getDomain())
              .path(cookie.getPath())
              .maxAge(cookie.getMaxAge())
              .secure(cookie.getSecure())
              .httpOnly(cookie.isHttpOnly())
              .build())
          .toList();
    } catch (IllegalArgumentException malformed) {
      // The header can still be read.
      return List.of();
    }
  }
}
