/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.field.ManagedHeaders;
import java.util.Objects;
import java.util.function.Supplier;

/** Refuses bad input of a {@link Request} at once. */
final class RequestChecks {

  private RequestChecks() {}

  /** The name of a header that a caller may set. */
  static String checkedName(String name, String value) {
    Objects.requireNonNull(name, "name");
    if (name.equalsIgnoreCase(IdempotencyKey.HEADER)) {
      IdempotencyKey.of(value);
    }
    return ManagedHeaders.requireUnmanaged(name);
  }

  /** The changed request; what is malformed is an {@link InvalidRequestException}. */
  static Request checked(Supplier<Request> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.of(e);
    }
  }
}
