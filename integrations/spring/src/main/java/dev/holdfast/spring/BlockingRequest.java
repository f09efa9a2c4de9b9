/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterBody;
import dev.holdfast.http.adapter.AdapterFailures;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.FastByteArrayOutputStream;

/** A request of {@code RestClient} or {@code RestTemplate}. */
final class BlockingRequest extends AbstractClientHttpRequest
    implements StreamingHttpOutputMessage {

  private final Session session;
  private final URI uri;
  private final HttpMethod method;
  private @Nullable Body body;
  private @Nullable FastByteArrayOutputStream written;

  BlockingRequest(Session session, URI uri, HttpMethod method) {
    this.session = session;
    this.uri = uri;
    this.method = method;
  }

  @Override
  public HttpMethod getMethod() {
    return method;
  }

  @Override
  public URI getURI() {
    return uri;
  }

  /** Sets the body, if its converter writes it while it is sent. */
  @Override
  public void setBody(Body newBody) {
    assertNotExecuted();
    body = Objects.requireNonNull(newBody, "body");
  }

  /** Returns a stream for the body, if its converter writes it at once. */
  @Override
  protected OutputStream getBodyInternal(HttpHeaders headers) {
    if (written == null) {
      written = new FastByteArrayOutputStream(1_024);
    }
    return written;
  }

  @Override
  protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
    Request request = SpringRequests.of(method, uri, headers, sent(headers), getAttributes());
    try {
      return new BlockingResponse(session.stream(request));
    } catch (InvalidRequestException mistake) {
      throw mistake;
    } catch (RequestException failure) {
      throw AdapterFailures.io(failure);
    }
  }

  private dev.holdfast.http.message.Body sent(HttpHeaders headers) throws IOException {
    if (body != null) {
      return AdapterBody.inMemory(body::writeTo, headers.getContentLength(), body.repeatable());
    }
    return written == null
        ? dev.holdfast.http.message.Body.none()
        : AdapterBody.of(written.toByteArray());
  }
}
