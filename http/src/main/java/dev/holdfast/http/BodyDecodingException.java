/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown when the body arrived whole but does not decode: content coding, character set or JSON.
 */
public final class BodyDecodingException extends RequestException {
  private static final long serialVersionUID = 1L;

  BodyDecodingException(Failure failure) {
    super(failure);
  }
}
