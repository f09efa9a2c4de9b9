/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.time.Duration;
import java.util.List;

/**
 * Hears what a call does. Called on the thread that makes the attempts, in this order: for each
 * attempt {@link #beforeAttempt} and {@link #afterAttempt}, then {@link #beforeWait} if there is
 * another; at the end {@link #succeeded} or {@link #gaveUp}, once, unless an asynchronous call's
 * future was cancelled or completed by somebody else: nobody asks for that call's end any more.
 * What a listener throws is logged and changes nothing. Must be thread-safe if the retrier is
 * shared.
 */
public interface RetryListener {

  /** An attempt begins. */
  default void beforeAttempt(int attempt) {}

  /** An attempt has ended, and this was decided. */
  default void afterAttempt(AttemptRecord attempt) {}

  /**
   * An attempt with a second one beside it is about to end, or it was time for a second one that
   * could not be made. After {@link #beforeAttempt} and before {@link #afterAttempt}.
   *
   * @param words what became of the second attempt: {@code after 50 ms: won}
   */
  default void hedged(int attempt, String words) {}

  /** A wait begins; it may be zero. */
  default void beforeWait(AttemptRecord attempt, Duration delay) {}

  /** The call ends with a result. */
  default void succeeded(List<AttemptRecord> attempts) {}

  /** The call ends without one, or with one that is not acceptable. */
  default void gaveUp(List<AttemptRecord> attempts) {}
}
