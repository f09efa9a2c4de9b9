/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown when the request would have to be sent again, but its body can be sent only once. The
 * cause is the failure of the attempt; an error status or a redirect is in {@link #response()}.
 */
public final class UnrewindableBodyException extends RequestException {
  private static final long serialVersionUID = 1L;

  UnrewindableBodyException(Failure failure) {
    super(failure);
  }
}
