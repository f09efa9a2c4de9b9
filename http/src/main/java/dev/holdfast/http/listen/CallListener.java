/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import dev.holdfast.http.call.CallInfo;

/**
 * Called when a call begins, and listens to it from then on. A session may have several, which are
 * called in the order in which they were added. An exception is logged and changes nothing. Must be
 * thread-safe.
 *
 * <p>A request that is refused before its call begins is not reported: a session that is closed,
 * settings that contradict each other, a body that cannot be encoded.
 */
@FunctionalInterface
public interface CallListener {

  /**
   * Called when a call begins, on the thread that makes the call.
   *
   * @return the listener for this call; {@link CallScope#NONE} for none
   */
  CallScope begin(CallInfo call);

  /**
   * Called when the circuit breaker of an origin has changed, on the thread that caused the change:
   * must be short. Default: ignored.
   */
  default void breakerChanged(BreakerChange change) {}
}
