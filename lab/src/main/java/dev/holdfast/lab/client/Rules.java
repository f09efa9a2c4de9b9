/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;

/** What a peer decides, with what one client has counted so far. */
interface Rules {

  /** No attempt follows. */
  long STOP = -1;

  /** A call begins. Default: that is not counted. */
  default void begins(PeerCall call) {}

  /** Whether an attempt may be made now. Default: always. */
  default boolean admits(PeerCall call) {
    return true;
  }

  /** The wait after an attempt that was not admitted, or {@link #STOP}, which is the default. */
  default long refused(PeerCall call) {
    return STOP;
  }

  /** An attempt has ended. Default: that is not counted. */
  default void attempted(PeerCall call, Answer answer) {}

  /** The wait before the next attempt after a failure, or {@link #STOP}. */
  long next(PeerCall call, Answer answer);

  /** The call is over. Default: that is not counted. */
  default void ends(PeerCall call, boolean ok) {}

  /** The attempt under way was cancelled by the end of the call. Default: that is not counted. */
  default void cancelled(PeerCall call) {}

  /** How long an attempt may take, if that is less than the read timeout. Default: no limit. */
  default long attemptNanos() {
    return Long.MAX_VALUE;
  }

  /** How long a call may take in all. Default: no limit. */
  default long callNanos() {
    return Long.MAX_VALUE;
  }
}
