/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Thrown when a policy of the session refused an attempt, which then sent nothing: a circuit
 * breaker is open ({@code breaker_open}), a rate limit or cooldown leaves no room before the
 * deadline ({@code rate_limited}), or too many attempts run or wait ({@code overloaded}).
 * {@link #retryAfter()} says when to try again, if that is known. {@link #attempts()} has the
 * earlier attempts.
 */
public final class CallRefusedException extends RequestException {
  private static final long serialVersionUID = 1L;

  CallRefusedException(Failure failure) {
    super(failure);
  }
}
