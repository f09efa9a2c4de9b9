/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import dev.holdfast.http.Request;

/**
 * Settings of a single call that is made through another library's API: changes the request before
 * it is sent. An adapter finds it among the attributes, tags or context of its host's request.
 *
 * <pre>{@code
 * RequestCustomizer patient = request -> request.deadline(Duration.ofMinutes(10));
 * }</pre>
 */
@FunctionalInterface
public interface RequestCustomizer {

  /** The name of the attribute where attributes have names: {@value}. */
  String ATTRIBUTE = "dev.holdfast.request";

  /** Returns the request to send. */
  Request customize(Request request);
}
