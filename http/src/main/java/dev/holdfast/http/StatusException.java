/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown by {@link Response#raiseForStatus()} when the status is 400 or higher. {@link #problem()}
 * has the server's description of the problem, {@link #bodyExcerpt()} the beginning of its body.
 */
public final class StatusException extends RequestException {
  private static final long serialVersionUID = 1L;

  StatusException(Failure failure) {
    super(failure);
  }
}
