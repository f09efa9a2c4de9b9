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
 * What a driver asks the caller's side of a call, blocking or not, besides making the attempt.
 *
 * @param <T> what an attempt gives
 */
public sealed interface Caller<T> permits Attempts, AsyncAttempts {

  /**
   * The policies on the way of the next attempt, asked before each: a redirect may lead elsewhere.
   * Default: none.
   */
  default Pipeline pipeline(CallState state) {
    return Pipeline.none();
  }

  /**
   * The attempt has to wait before it may begin: told before each such wait.
   *
   * @param nanos how long, at most
   * @param why in words
   */
  default void held(long nanos, String why, CallState state) {}

  /**
   * How a refused attempt looks in the call's history; {@link #decided} hears of it as of any
   * other, and then the call ends. Default: a failure by {@link RefusedException}.
   */
  default Outcome<T> refused(Refusal refusal, CallState state) {
    return Outcome.failed(new RefusedException(refusal));
  }

  /**
   * When the whole call must be over. Asked for whenever it is needed, so that nobody has to keep
   * one during a wait; always the same. Default: never.
   */
  default Deadline deadline() {
    return Deadline.none();
  }

  /**
   * What the call ends with if a wait for the next attempt has lasted beyond the deadline, so that
   * the attempt is not made; nothing more is told of it. Default: a failure by
   * {@link RefusedException}.
   */
  default Outcome<T> overslept(CallState state) {
    return Outcome.failed(new RefusedException(RetryEngine.heldTooLong()));
  }

  /** What to make of that outcome. */
  Verdict judge(Outcome<T> outcome, CallState state);

  /**
   * What the outcome says about the other side, for its policies. Default: what may be retried is a
   * failure unless the retry is free, any value that is not is a success, any other error says
   * nothing.
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
