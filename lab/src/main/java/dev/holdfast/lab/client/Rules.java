/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;

/** The decisions of a peer, based on the counts of one client. */
interface Rules {

  /** Means that no attempt follows. */
  long STOP = -1;

  /** Called when a call begins. Default: does nothing. */
  default void begins(PeerCall call) {}

  /** Whether an attempt may be made now. Default: always. */
  default boolean admits(PeerCall call) {
    return true;
  }

  /** The wait after an attempt that was not admitted, or {@link #STOP}, which is the default. */
  default long refused(PeerCall call) {
    return STOP;
  }

  /** Called when an attempt has ended. Default: does nothing. */
  default void attempted(PeerCall call, Answer answer) {}

  /** The wait before the next attempt after a failure, or {@link #STOP}. */
  long next(PeerCall call, Answer answer);

  /** Called when a call has ended. Default: does nothing. */
  default void ends(PeerCall call, boolean ok) {}

  /** Called when the end of the call has cancelled the running attempt. Default: does nothing. */
  default void cancelled(PeerCall call) {}

  /** The time limit of an attempt, if shorter than the read timeout. Default: no limit. */
  default long attemptNanos() {
    return Long.MAX_VALUE;
  }

  /** The time limit of a whole call. Default: no limit. */
  default long callNanos() {
    return Long.MAX_VALUE;
  }
}
