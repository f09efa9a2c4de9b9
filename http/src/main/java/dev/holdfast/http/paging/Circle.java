/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.paging;

import dev.holdfast.http.Request;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import java.util.HashSet;
import java.util.Set;

/**
 * Detects a request that was made before: by method, URL, headers, and the body if it is the same.
 */
final class Circle {

  private final Set<Seen> seen = new HashSet<>();

  private record Seen(String request, String headers, Body body) {}

  void begins(Request request) {
    seen.add(of(request));
  }

  boolean closes(Request request) {
    return seen.contains(of(request));
  }

  private static Seen of(Request request) {
    StringBuilder headers = new StringBuilder();
    for (Headers.Field field : request.headers()) {
      headers.append(field.name()).append(':').append(field.value()).append('\n');
    }
    return new Seen(
        request.method() + " " + request.url().text(), headers.toString(), request.body());
  }
}
