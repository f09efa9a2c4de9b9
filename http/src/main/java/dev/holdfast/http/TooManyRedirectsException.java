/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/** More redirects than allowed, or one that must not be followed; the message says which. */
public final class TooManyRedirectsException extends RequestException {
  private static final long serialVersionUID = 1L;

  TooManyRedirectsException(Failure failure) {
    super(failure);
  }
}
