/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import java.util.Objects;

/**
 * A response of the call that was a redirect and was followed. Its body was not kept.
 *
 * @param method of the request that this response answers
 * @param url of that request
 * @param status 301, 302, 303, 307 or 308
 * @param reason the reason phrase, possibly empty
 * @param headers as received
 */
public record EarlierResponse(String method, Url url, int status, String reason, Headers headers) {

  /** Checks that nothing is missing. */
  public EarlierResponse {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(headers, "headers");
  }

  /** Status and URL with secrets masked; no headers. */
  @Override
  public String toString() {
    return "EarlierResponse[" + status + " from " + method + " " + url + "]";
  }
}
