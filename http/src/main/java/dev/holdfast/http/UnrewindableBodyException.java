/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * The request would have to be sent again, but its body can be sent only once. The failure of the
 * attempt is the cause; an error status or a redirect is in {@link #response()}.
 */
public final class UnrewindableBodyException extends RequestException {
  private static final long serialVersionUID = 1L;

  UnrewindableBodyException(Failure failure) {
    super(failure);
  }
}
