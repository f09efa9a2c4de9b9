/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
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

// sample: client
/** A session as the HTTP client of OpenAI's SDK. */
record OpenAiHttpClient(Session session, RequestCustomizer every) implements HttpClient {

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    try {
      StreamedResponse response = session.stream(converted(request));
      return new Answer(response, response.body(), response::close);
    } catch (RequestException e) {
      throw new OpenAIIoException(e.getMessage(), e);
    }
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return session.streamAsync(converted(request)).handle((response, failure) -> {
      if (response == null) {
        throw new OpenAIIoException(failure.getMessage(), failure);
      }
      return new Answer(response, AdapterStream.of(response), response::close);
    });
  }

  private Request converted(HttpRequest request) {
    Request converted = Request.of(request.method().name(), request.url()).readAhead(1 << 20);
    for (String name : request.headers().names()) {
      for (String value : request.headers().values(name)) {
        converted = AdapterHeaders.add(converted, name, value);
      }
    }
    HttpRequestBody body = request.body();
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

  /** The session is the caller's. */
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
// end
