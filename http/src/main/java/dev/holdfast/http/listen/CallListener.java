/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import dev.holdfast.http.call.CallInfo;

/**
 * Is told when a call begins, and listens to it from then on. A session may have several; they are
 * told in the order in which they were added. What one throws is logged and changes nothing. Must
 * be thread-safe.
 *
 * <p>A request that is refused before its call begins is not told: a session that is closed,
 * settings that contradict each other, a body that cannot be encoded.
 */
@FunctionalInterface
public interface CallListener {

  /**
   * A call begins. Runs on the thread that makes the call.
   *
   * @return listens to this call; {@link CallScope#NONE} to hear no more of it
   */
  CallScope begin(CallInfo call);

  /**
   * The circuit breaker of an origin has changed. Runs on the thread that caused the change: must
   * be short. Default: ignored.
   */
  default void breakerChanged(BreakerChange change) {}
}
