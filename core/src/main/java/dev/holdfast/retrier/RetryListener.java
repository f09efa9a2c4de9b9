/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.time.Duration;
import java.util.List;

/**
 * Listens to the events of a call, on the thread that makes the attempts, in this order: for each
 * attempt {@link #beforeAttempt} and {@link #afterAttempt}, then {@link #beforeWait} if another
 * follows; at the end {@link #succeeded} or {@link #gaveUp}, once. An asynchronous call whose
 * future is cancelled or completed from outside has no end event. An exception of a listener is
 * logged and changes nothing. Must be thread-safe if the retrier is shared.
 */
public interface RetryListener {

  /** An attempt begins. */
  default void beforeAttempt(int attempt) {}

  /** An attempt has ended; the record has the decision. */
  default void afterAttempt(AttemptRecord attempt) {}

  /**
   * A hedged attempt is about to end, or its second attempt was due and could not be made. Called
   * after {@link #beforeAttempt} and before {@link #afterAttempt}.
   *
   * @param words the result of the second attempt: {@code after 50 ms: won}
   */
  default void hedged(int attempt, String words) {}

  /** A wait begins; it may be zero. */
  default void beforeWait(AttemptRecord attempt, Duration delay) {}

  /** The call ends with a result. */
  default void succeeded(List<AttemptRecord> attempts) {}

  /** The call ends without a result, or with one that is not acceptable. */
  default void gaveUp(List<AttemptRecord> attempts) {}
}
