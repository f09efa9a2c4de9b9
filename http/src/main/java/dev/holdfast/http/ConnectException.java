/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/** Thrown when the name, the addresses or the pool gave no connection. Nothing was sent. */
public final class ConnectException extends RequestException {
  private static final long serialVersionUID = 1L;

  ConnectException(Failure failure) {
    super(failure);
  }
}
