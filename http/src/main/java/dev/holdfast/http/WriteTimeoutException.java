/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown when the peer accepted nothing for the write timeout, or the attempt timeout ran out while
 * sending.
 */
public final class WriteTimeoutException extends RequestException {
  private static final long serialVersionUID = 1L;

  WriteTimeoutException(Failure failure) {
    super(failure);
  }
}
