/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.field.ManagedHeaders;
import java.util.Objects;
import java.util.function.Supplier;

/** Validates the input of a {@link Request} when it is set. */
final class RequestChecks {

  private RequestChecks() {}

  /** Returns the name of a header that a caller may set. */
  static String checkedName(String name, String value) {
    Objects.requireNonNull(name, "name");
    if (name.equalsIgnoreCase(IdempotencyKey.HEADER)) {
      IdempotencyKey.of(value);
    }
    return ManagedHeaders.requireUnmanaged(name);
  }

  /** Applies a change. Malformed input becomes an {@link InvalidRequestException}. */
  static Request checked(Supplier<Request> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.of(e);
    }
  }
}
