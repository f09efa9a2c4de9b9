/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Every attempt was answered with a status that is retried. Only with {@code raiseOnStatus(true)}.
 */
public final class RetriesExhaustedException extends RequestException {
  private static final long serialVersionUID = 1L;

  RetriesExhaustedException(Failure failure) {
    super(failure);
  }
}
