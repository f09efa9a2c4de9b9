/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import java.time.Duration;
import java.util.Optional;

/** An attempt was not made because a policy refused it: nothing was sent. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Refusal.Kind kind;
  private final transient Optional<Duration> retryAfter;

  /** An exception for that refusal. */
  public RefusedException(Refusal refusal) {
    super(refusal.reason());
    this.kind = refusal.kind();
    this.retryAfter = refusal.retryAfter();
  }

  /** The kind of policy that refused. */
  public Refusal.Kind kind() {
    return kind;
  }

  /** The time after which a retry is useful, if known. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
