/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.PublishedResponse;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A response in the JDK's form. */
final class ReceivedResponse<T> implements HttpResponse<T> {

  private final HttpRequest request;
  private final PublishedResponse response;
  private final HttpHeaders headers;
  private final T body;

  ReceivedResponse(HttpRequest request, PublishedResponse response, T body) {
    this.request = request;
    this.response = response;
    this.headers = Delivery.headers(response);
    this.body = body;
  }

  @Override
  public int statusCode() {
    return response.status();
  }

  @Override
  public HttpRequest request() {
    return request;
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public T body() {
    return body;
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }

  @Override
  public URI uri() {
    return URI.create(response.url().text());
  }

  @Override
  public Version version() {
    return Delivery.version(response);
  }

  @Override
  public String toString() {
    return "(" + request.method() + " " + response.url() + ") " + response.status();
  }
}
