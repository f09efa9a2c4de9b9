/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import com.anthropic.backends.Backend;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.errors.AnthropicIoException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.StreamedResponse;
import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.adapter.AdapterHeaders;
import dev.holdfast.http.adapter.AdapterStream;
import dev.holdfast.http.adapter.RequestCustomizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** A session as the HTTP client of Anthropic's SDK; the backend has the credentials. */
record AnthropicHttpClient(Session session, Backend backend, RequestCustomizer every)
    implements HttpClient {

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    try {
      StreamedResponse response = session.stream(converted(request));
      return backend.prepareResponse(new Answer(response, response.body(), response::close));
    } catch (RequestException e) {
      throw new AnthropicIoException(e.getMessage(), e);
    }
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return session.streamAsync(converted(request)).handle((response, failure) -> {
      if (response == null) {
        throw new AnthropicIoException(failure.getMessage(), failure);
      }
      return backend.prepareResponse(
          new Answer(response, AdapterStream.of(response), response::close));
    });
  }

  private Request converted(HttpRequest unauthorized) {
    HttpRequest request = backend.authorizeRequest(backend.prepareRequest(unauthorized));
    Request converted = Request.of(request.method().name(), request.url()).readAhead(1 << 20);
    for (String name : request.headers().names()) {
      for (String value : request.headers().values(name)) {
        converted = AdapterHeaders.add(converted, name, value);
      }
    }
    HttpRequestBody body = request.body().orElse(null);
    if (body != null) {
      try {
        converted = converted.body(
            AdapterBody.inMemory(body::writeTo, body.contentLength(), body.repeatable()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (body.contentType() != null) {
        converted = converted.header("Content-Type", body.contentType());
      }
    }
    return every.customize(converted);
  }

  /** Does nothing: the caller closes the session. */
  @Override
  public void close() {}

  private record Answer(dev.holdfast.http.HttpResponse head, InputStream body, Runnable closing)
      implements HttpResponse {

    @Override
    public int statusCode() {
      return head.status();
    }

    @Override
    public Headers headers() {
      Headers.Builder headers = Headers.builder();
      AdapterHeaders.of(head).forEach(field -> headers.put(field.name(), field.value()));
      return headers.build();
    }

    @Override
    public void close() {
      closing.run();
    }
  }
}
