/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.Request;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.adapter.RequestCustomizer;
import dev.holdfast.http.message.Headers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Converts Apache's requests to a session's requests, and its responses to Apache's. */
final class ApacheMessages {

  /**
   * The part of a body that is read before a call returns. JSON answers are shorter; downloads are
   * not kept in memory.
   */
  private static final int READ_AHEAD = 1 << 20;

  private ApacheMessages() {}

  /** The request to send. */
  static Request request(
      @Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context)
      throws IOException {
    Request converted = Request.of(request.getMethod(), url(target, request)).readAhead(READ_AHEAD);
    for (Header header : request.getHeaders()) {
      String value = header.getValue();
      converted = AdapterHeaders.add(converted, header.getName(), value == null ? "" : value);
    }
    HttpEntity entity = request.getEntity();
    if (entity != null) {
      converted = withEntity(converted, entity);
    }
    return context != null
            && context.getAttribute(RequestCustomizer.ATTRIBUTE) instanceof RequestCustomizer own
        ? own.customize(converted)
        : converted;
  }

  private static Request withEntity(Request request, HttpEntity entity) throws IOException {
    Request converted = request.body(
        AdapterBody.inMemory(entity::writeTo, entity.getContentLength(), entity.isRepeatable()));
    converted = withDefault(converted, "Content-Type", entity.getContentType());
    return withDefault(converted, "Content-Encoding", entity.getContentEncoding());
  }

  private static Request withDefault(Request request, String name, @Nullable String value) {
    return value == null || request.headers().contains(name)
        ? request
        : request.header(name, value);
  }

  private static String url(@Nullable HttpHost target, ClassicHttpRequest request)
      throws IOException {
    try {
      URI uri = request.getUri();
      return target == null || uri.isAbsolute() && request.getAuthority() != null
          ? uri.toASCIIString()
          : target.toURI() + request.getRequestUri();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The response, to be closed by the caller. */
  static CloseableHttpResponse response(StreamedResponse response) {
    ClassicHttpResponse converted =
        new BasicClassicHttpResponse(response.status(), response.reason());
    Headers headers = AdapterHeaders.of(response);
    for (Headers.Field field : headers) {
      converted.addHeader(field.name(), field.value());
    }
    ContentType type =
        headers.first("Content-Type").map(ContentType::parseLenient).orElse(null);
    converted.setEntity(new InputStreamEntity(new Body(response), length(headers), type));
    return CloseableHttpResponse.adapt(converted);
  }

  /** The entity of a response, with the body that the session reads. */
  static HttpEntity entity(StreamedResponse response, HttpEntity received) {
    return new InputStreamEntity(
        new Body(response),
        received.getContentLength(),
        ContentType.parseLenient(received.getContentType()),
        received.getContentEncoding());
  }

  private static long length(Headers headers) {
    try {
      return headers.first("Content-Length").map(Long::parseLong).orElse(-1L);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Closes the response with its body, as Apache's users expect. */
  private static final class Body extends FilterInputStream {

    private final StreamedResponse response;

    Body(StreamedResponse response) {
      super(response.body());
      this.response = response;
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
