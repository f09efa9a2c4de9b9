/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown when the server asks for a longer wait than allowed. {@link #retryAfter()} says how long.
 */
public final class RetryAfterExceededException extends RequestException {
  private static final long serialVersionUID = 1L;

  RetryAfterExceededException(Failure failure) {
    super(failure);
  }
}
