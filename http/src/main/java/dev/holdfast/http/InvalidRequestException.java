/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.Objects;
import java.util.Optional;

/**
 * Thrown when the request is invalid (a malformed URL or header, a body that is not as long as
 * announced), or when a hook has failed; then the cause is the hook's exception.
 */
public final class InvalidRequestException extends RequestException {
  private static final long serialVersionUID = 1L;

  InvalidRequestException(Failure failure) {
    super(failure);
  }

  static InvalidRequestException of(IllegalArgumentException cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), "invalid request");
    return new InvalidRequestException(
        Failure.beforeSending(Category.INVALID_REQUEST, message, Optional.of(cause)));
  }
}
