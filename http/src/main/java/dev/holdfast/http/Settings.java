/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.Objects;

/** The settings of a session for a part of the web: see {@link SessionBuilder#mount}. Immutable. */
public final class Settings {

  private final Timeouts timeouts;
  private final Retry retry;

  Settings(Timeouts timeouts, Retry retry) {
    this.timeouts = timeouts;
    this.retry = retry;
  }

  /** The timeouts. */
  public Timeouts timeouts() {
    return timeouts;
  }

  /** The retry policy. */
  public Retry retry() {
    return retry;
  }

  /** These settings with other timeouts. */
  public Settings timeouts(Timeouts timeouts) {
    return new Settings(Objects.requireNonNull(timeouts, "timeouts"), retry);
  }

  /** These settings with another retry policy. */
  public Settings retry(Retry retry) {
    return new Settings(timeouts, Objects.requireNonNull(retry, "retry"));
  }

  /**
   * Refuses settings under which a call could go on for ever without the caller having said so.
   *
   * @throws IllegalArgumentException if retries are unbounded and there is no deadline
   */
  Settings checked() {
    if (retry.policy().limits().unbounded() && !timeouts.bounded()) {
      throw new IllegalArgumentException(
          "retry: unbounded retries without a deadline (expected: total(n), or a deadline in the timeouts)");
    }
    return this;
  }

  @Override
  public String toString() {
    return timeouts + ", " + retry;
  }
}
