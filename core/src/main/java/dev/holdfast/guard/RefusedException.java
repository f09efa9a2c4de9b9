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

  /** For that refusal. */
  public RefusedException(Refusal refusal) {
    super(refusal.reason());
    this.kind = refusal.kind();
    this.retryAfter = refusal.retryAfter();
  }

  /** Which kind of policy refused. */
  public Refusal.Kind kind() {
    return kind;
  }

  /** When another attempt is worth it, if that is known. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
