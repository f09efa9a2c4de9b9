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
 * The names of the headers that describe the call itself, which differ between servers.
 *
 * @param idempotencyKey the name of the header with the idempotency key
 * @param deadline the header with the remaining time, if it is sent
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
   * Adds the idempotency key if the request asks for one.
   *
   * @throws InvalidRequestException if a key in the headers of the request is invalid
   */
  Request withKey(Request request, TimeSource time) {
    IdempotencyKey wanted = request.overrides().idempotencyKey();
    if (wanted != null) {
      String key = wanted.forCall(time.now().toEpochMilli());
      return request.withHeaders(request.headers().with(idempotencyKey, key));
    }
    if (!idempotencyKey.equals(IdempotencyKey.HEADER)) {
      // A header of the default name was checked when it was set.
      try {
        request.headers().first(idempotencyKey).ifPresent(IdempotencyKey::of);
      } catch (IllegalArgumentException e) {
        throw InvalidRequestException.of(e);
      }
    }
    return request;
  }

  /** Adds the remaining milliseconds of an attempt, unless the request has that header. */
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
