/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown after more redirects than allowed, or for one that must not be followed. The message says
 * which.
 */
public final class TooManyRedirectsException extends RequestException {
  private static final long serialVersionUID = 1L;

  TooManyRedirectsException(Failure failure) {
    super(failure);
  }
}
