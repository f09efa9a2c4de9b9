/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.feign;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.message.Headers;
import feign.Request;
import feign.Response;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Converts Feign's requests to a session's requests, and its responses to Feign's. */
final class FeignMessages {

  /**
   * The part of a body that is read before a call returns. JSON answers are shorter; downloads are
   * not kept in memory.
   */
  private static final int READ_AHEAD = 1 << 20;

  private FeignMessages() {}

  /** The request to send. */
  static dev.holdfast.http.Request request(Request request) {
    dev.holdfast.http.Request converted = dev.holdfast.http.Request.of(
            request.httpMethod().name(), request.url())
        .readAhead(READ_AHEAD);
    if (request.body() != null) {
      converted = converted.body(AdapterBody.of(request.body()));
    }
    for (Map.Entry<String, Collection<String>> header : request.headers().entrySet()) {
      for (String value : header.getValue()) {
        converted = AdapterHeaders.add(converted, header.getKey(), value);
      }
    }
    return converted;
  }

  /** A response whose body is read from the connection. Feign closes it. */
  static Response response(Request request, StreamedResponse response) {
    return head(request, response).body(new Streamed(response)).build();
  }

  /** A response whose body is in memory. */
  static Response response(Request request, dev.holdfast.http.Response response) {
    return head(request, response).body(response.bytes()).build();
  }

  private static Response.Builder head(Request request, HttpResponse response) {
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Headers.Field field : AdapterHeaders.of(response)) {
      headers.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.value());
    }
    return Response.builder()
        .request(request)
        .status(response.status())
        .reason(response.reason())
        .headers(headers);
  }

  private record Streamed(StreamedResponse response) implements Response.Body {

    @Override
    @SuppressWarnings("NullAway") // Feign's null is an unknown length.
    public Integer length() {
      String length = AdapterHeaders.of(response).first("Content-Length").orElse("");
      try {
        return length.isEmpty() ? null : Integer.valueOf(length);
      } catch (NumberFormatException tooLong) {
        return null;
      }
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public InputStream asInputStream() {
      return response.body();
    }

    @Override
    public Reader asReader(Charset charset) {
      return new InputStreamReader(asInputStream(), charset);
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
