/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * The status is 400 or higher; thrown by {@link Response#raiseForStatus()}. {@link #problem()} has
 * what the server says of it, {@link #bodyExcerpt()} the beginning of its body.
 */
public final class StatusException extends RequestException {
  private static final long serialVersionUID = 1L;

  StatusException(Failure failure) {
    super(failure);
  }
}
