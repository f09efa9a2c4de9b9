/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.retry.StopReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call ended without an acceptable result and without an exception of its own to rethrow: the
 * deadline struck, a wait was interrupted, results stayed unacceptable, or the caller asked for
 * this type with {@link RetrierBuilder#wrapFailures}. The cause is the last attempt's failure, if
 * it failed.
 */
public final class GaveUpException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final StopReason why;
  private final transient List<AttemptRecord> attempts;

  GaveUpException(
      StopReason why, String reason, List<AttemptRecord> attempts, @Nullable Throwable cause) {
    super(message(reason, attempts), cause);
    this.why = why;
    this.attempts = attempts;
  }

  private static String message(String reason, List<AttemptRecord> attempts) {
    // Some of very many are left out, but they have their numbers.
    int count = attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
    return "gave up after " + count + (count == 1 ? " attempt: " : " attempts: ") + reason;
  }

  /** The kind of reason. */
  public StopReason why() {
    return why;
  }

  /** What was tried, oldest first; empty after serialization. */
  public List<AttemptRecord> attempts() {
    return attempts == null ? List.of() : attempts;
  }
}
