/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import java.util.Optional;

/**
 * A call that every host can make.
 *
 * @param method of the request
 * @param url of the request
 * @param body a text, if there is one
 * @param key the idempotency key, if there is one
 */
public record Exchange(String method, String url, Optional<String> body, Optional<String> key) {

  /** A GET. */
  public static Exchange get(String url) {
    return new Exchange("GET", url, Optional.empty(), Optional.empty());
  }

  /** A POST of that text. */
  public static Exchange post(String url, String body) {
    return new Exchange("POST", url, Optional.of(body), Optional.empty());
  }

  /** The same with an idempotency key. */
  public Exchange key(String value) {
    return new Exchange(method, url, body, Optional.of(value));
  }
}
