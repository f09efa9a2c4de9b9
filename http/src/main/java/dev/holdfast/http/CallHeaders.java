/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.field.ManagedHeaders;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the servers of a part of the web call the headers that speak of the call itself.
 *
 * @param idempotencyKey the name of the header with the key
 * @param deadline the header with the time left, if it is to be sent
 */
record CallHeaders(String idempotencyKey, @Nullable DeadlineHeader deadline) {

  static final CallHeaders STANDARD = new CallHeaders(IdempotencyKey.HEADER, null);

  CallHeaders {
    ManagedHeaders.requireUnmanaged(HeaderRules.requireToken("idempotencyHeader", idempotencyKey));
  }

  CallHeaders withIdempotencyKey(String name) {
    return new CallHeaders(name, deadline);
  }

  CallHeaders withDeadline(DeadlineHeader header) {
    return new CallHeaders(idempotencyKey, Objects.requireNonNull(header, "deadlineHeader"));
  }

  /**
   * With the key that the request asks for, if it asks for one.
   *
   * @throws InvalidRequestException if it brings along a key that is none
   */
  Request withKey(Request request, TimeSource time) {
    IdempotencyKey wanted = request.overrides().idempotencyKey();
    if (wanted != null) {
      String key = wanted.forCall(time.now().toEpochMilli());
      return request.withHeaders(request.headers().with(idempotencyKey, key));
    }
    if (!idempotencyKey.equals(IdempotencyKey.HEADER)) {
      // One of the usual name was checked when it was set.
      try {
        request.headers().first(idempotencyKey).ifPresent(IdempotencyKey::of);
      } catch (IllegalArgumentException e) {
        throw InvalidRequestException.of(e);
      }
    }
    return request;
  }

  /** With the milliseconds that an attempt has, unless the request says something of its own. */
  Headers withDeadline(Headers headers, AttemptLimits limits, boolean sameOrigin) {
    DeadlineHeader header = deadline;
    if (header == null || !header.goesTo(sameOrigin) || headers.contains(header.name())) {
      return headers;
    }
    OptionalLong millis = DeadlineHeader.millis(limits);
    return millis.isPresent()
        ? headers.plus(header.name(), String.valueOf(millis.getAsLong()))
        : headers;
  }
}
