/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

/**
 * Listens to one call. Every attempt that is started is ended, and after the last one comes the end
 * of the call, once. In a blocking call the methods run on its thread, in an asynchronous one on
 * the executor of the session, one after another. Only if a caller cancels the future, the end is
 * reported on the thread that cancels. Never on a thread that does I/O. A method that takes long
 * delays the call.
 */
public interface CallScope {

  /** Ignores everything. */
  CallScope NONE = new CallScope() {};

  /**
   * Called when a policy delays the next attempt: a rate limit, a concurrency limit, a cooldown.
   *
   * @param why the reason and the time, in words
   */
  default void held(String why) {}

  /** Called when an attempt begins. Its hooks run next. */
  default void attemptStarted(AttemptStart attempt) {}

  /**
   * Called when the hedge of the running attempt has ended. The attempt was slow, so that a second
   * request was due. Called before the end of the attempt; not called if the call ends before both.
   */
  default void hedged(HedgeOutcome outcome) {}

  /**
   * Called when an attempt has ended and the decision is made: {@link AttemptEnd#decision}. The
   * wait before a retry begins after this.
   */
  default void attemptEnded(AttemptEnd attempt) {}

  /** Called when the call has ended. */
  default void ended(CallOutcome outcome) {}
}
