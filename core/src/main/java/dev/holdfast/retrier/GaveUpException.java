/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.retry.StopReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a {@link Retrier} gave up, and the exception of its last attempt cannot say so. Thrown
 * when
 *
 * <ul>
 *   <li>the thread was interrupted during a wait, or the token was cancelled;
 *   <li>the deadline interrupted an attempt, or passed during an asynchronous call;
 *   <li>the last result was not acceptable, with {@link RetrierBuilder#throwOnResult};
 *   <li>the last attempt threw {@link TryAgain};
 *   <li>the last attempt failed in any way, with {@link RetrierBuilder#wrapFailures}.
 * </ul>
 *
 * <p>Not thrown otherwise: the exception of the last attempt is thrown as it is, also when retries
 * are used up or the next wait would end after the deadline; a last result that is not acceptable
 * is returned. The cause is the last attempt's failure, if it failed; {@link #why} is the reason.
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
    // A long history has gaps, so the number comes from the last record.
    int count = attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
    return "gave up after " + count + (count == 1 ? " attempt: " : " attempts: ") + reason;
  }

  /** The kind of reason. */
  public StopReason why() {
    return why;
  }

  /** The attempts made, oldest first; empty after serialization. */
  public List<AttemptRecord> attempts() {
    return attempts == null ? List.of() : attempts;
  }
}
