/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

/**
 * Listens to one call. Every attempt that is started is ended, and after the last one comes the end
 * of the call, once. In a blocking call everything is told on its thread, in an asynchronous one on
 * the executor of the session, one after another; only a caller who cancels the future hears of the
 * end on the thread that cancels. Never on a thread that does I/O. A method that takes long delays
 * the call.
 */
public interface CallScope {

  /** Hears nothing. */
  CallScope NONE = new CallScope() {};

  /**
   * A policy lets the next attempt wait before it begins: a rate limit, a concurrency limit, a
   * cooldown.
   *
   * @param why in words, with how long
   */
  default void held(String why) {}

  /** An attempt begins; its hooks come next. */
  default void attemptStarted(AttemptStart attempt) {}

  /**
   * The running attempt was slow, so that a second request was due beside it, and this is how that
   * one ended. Told before the end of the attempt; not told if the call ends before both.
   */
  default void hedged(HedgeOutcome outcome) {}

  /**
   * An attempt is over, and it is decided how the call goes on: {@link AttemptEnd#decision}. The
   * wait before a retry begins after this.
   */
  default void attemptEnded(AttemptEnd attempt) {}

  /** The call is over. */
  default void ended(CallOutcome outcome) {}
}
