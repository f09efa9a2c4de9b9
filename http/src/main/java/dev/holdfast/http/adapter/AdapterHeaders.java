/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.field.ManagedHeaders;
import dev.holdfast.http.message.Headers;

/** Converts headers between another library's messages and those of a session. */
public final class AdapterHeaders {

  private AdapterHeaders() {}

  /**
   * Returns the request with one more header of its library. Headers that the transport writes
   * ({@code Content-Length}, {@code Host}, {@code Connection}…) are left out, because libraries set
   * them unasked.
   *
   * @throws dev.holdfast.http.InvalidRequestException if the header is malformed, or a {@code Host}
   *     other than that of the URL, which cannot be honoured
   */
  public static Request add(Request request, String name, String value) {
    if (!ManagedHeaders.isManaged(name)) {
      return request.addHeader(name, value);
    }
    boolean otherHost =
        name.equalsIgnoreCase("Host") && !value.equalsIgnoreCase(request.url().authority());
    // The refusal of the session gives the reason.
    return otherHost ? request.header(name, value) : request;
  }

  /**
   * Returns the headers of a response for its library: without {@code Content-Encoding} and
   * {@code Content-Length} if the session has decoded the body, or it would be decoded twice.
   */
  public static Headers of(HttpResponse response) {
    return response.decoded()
        ? response.headers().without("Content-Encoding").without("Content-Length")
        : response.headers();
  }
}
