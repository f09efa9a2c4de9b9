/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;

/**
 * The questions of a driver to the caller's side of a call, blocking or asynchronous.
 *
 * @param <T> type of an attempt's result
 */
public sealed interface Caller<T> permits Attempts, AsyncAttempts {

  /**
   * The guards of the next attempt. Called before each attempt, since a redirect may lead to
   * another origin. Default: none.
   */
  default Pipeline pipeline(CallState state) {
    return Pipeline.none();
  }

  /**
   * The attempt has to wait before it may begin. Called before each such wait.
   *
   * @param nanos how long, at most
   * @param why in words
   */
  default void held(long nanos, String why, CallState state) {}

  /**
   * The outcome of a refused attempt, for the history; {@link #decided} is called with it, and the
   * call ends. Default: a failure with a {@link RefusedException}.
   */
  default Outcome<T> refused(Refusal refusal, CallState state) {
    return Outcome.failed(new RefusedException(refusal));
  }

  /**
   * The deadline of the whole call. Called whenever it is needed, so that a waiting call need not
   * hold it; always returns the same. Default: none.
   */
  default Deadline deadline() {
    return Deadline.none();
  }

  /**
   * The outcome of a call whose wait lasted beyond the deadline, so that no further attempt is
   * made; nothing more is reported. Default: a failure with a {@link RefusedException}.
   */
  default Outcome<T> overslept(CallState state) {
    return Outcome.failed(new RefusedException(RetryEngine.heldTooLong()));
  }

  /** The verdict on that outcome. */
  Verdict judge(Outcome<T> outcome, CallState state);

  /**
   * Returns the ending that the outcome means for the policies. Default: a retryable outcome is a
   * failure unless its retry is free; any other value is a success; any other error says nothing.
   */
  default Ending ending(Outcome<T> outcome, Verdict verdict) {
    if (verdict instanceof Verdict.Retryable retryable) {
      return retryable.free() ? Ending.IGNORED : Ending.FAILED;
    }
    return outcome instanceof Outcome.Value ? Ending.SUCCEEDED : Ending.IGNORED;
  }

  /**
   * The moment when the next attempt begins, on the call's clock; not asked for an attempt that
   * begins with the call. Default: now. A caller that knows it saves a reading of the clock.
   */
  default long attemptBeginNanos(CallState state) {
    return state.nowNanos();
  }

  /** The moment when the present attempt ended; as {@link #attemptBeginNanos}. */
  default long attemptEndNanos(CallState state) {
    return state.nowNanos();
  }

  /** The engine has decided; for a retry, the wait comes after this. */
  void decided(Outcome<T> outcome, Decision decision, CallState state);
}
