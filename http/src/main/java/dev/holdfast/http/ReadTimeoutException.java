/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown when the peer sent nothing for the read timeout, or the attempt timeout ran out while
 * receiving.
 */
public final class ReadTimeoutException extends RequestException {
  private static final long serialVersionUID = 1L;

  ReadTimeoutException(Failure failure) {
    super(failure);
  }
}
