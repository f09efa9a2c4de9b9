/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring;

import dev.holdfast.http.StreamedResponse;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** A response of {@code RestClient} or {@code RestTemplate}, which closes it. */
final class BlockingResponse implements ClientHttpResponse {

  private final StreamedResponse response;
  private final HttpHeaders headers;

  BlockingResponse(StreamedResponse response) {
    this.response = response;
    this.headers = SpringRequests.headers(response);
  }

  @Override
  public HttpStatusCode getStatusCode() {
    return HttpStatusCode.valueOf(response.status());
  }

  @Override
  public String getStatusText() {
    return response.reason();
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  @Override
  public InputStream getBody() {
    return response.body();
  }

  @Override
  public void close() {
    response.close();
  }
}
