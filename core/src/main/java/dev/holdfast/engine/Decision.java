/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Counter;
import dev.holdfast.retry.StopReason;
import java.time.Duration;
import java.util.Optional;

/** The engine's answer to one outcome. Immutable. */
public sealed interface Decision {

  /** Why, in words. */
  String reason();

  /** The call is done. */
  record Success(String reason) implements Decision {}

  /** Send the next request now: a redirect, or the same one whose cause of failure is removed. */
  record Follow(String reason) implements Decision {}

  /**
   * Make another attempt after a delay.
   *
   * @param delayNanos how long to wait, 0 or more
   * @param counter that was charged
   * @param why in words, with the origin of the delay; put together only when read
   */
  record Retry(long delayNanos, Counter counter, Reason why) implements Decision {
    @Override
    public String reason() {
      return why.toString();
    }

    /** The delay. */
    public Duration delay() {
      return Duration.ofNanos(delayNanos);
    }
  }

  /**
   * Give up.
   *
   * @param why the kind of reason
   * @param reason in words
   * @param serverDelay the delay that the server asked for, if known
   */
  record Stop(StopReason why, String reason, Optional<Duration> serverDelay) implements Decision {}
}
