/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a block of code to ask for another attempt, whatever the conditions say. The limits
 * still hold; when they are reached, the call ends with a {@link GaveUpException}.
 *
 * <p>Has no stack trace: it is a message to the retrier, not a failure.
 */
public final class TryAgain extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final @Nullable Duration delay;

  private TryAgain(String message, @Nullable Duration delay) {
    super(message, null, true, false);
    this.delay = delay;
  }

  /** Another attempt after the policy's own backoff, with that reason. */
  public static TryAgain because(String reason) {
    return new TryAgain(reason, null);
  }

  /**
   * The same, with that delay in place of the backoff, as a server asks for with Retry-After.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public TryAgain after(Duration delay) {
    return new TryAgain(String.valueOf(getMessage()), Nanos.requirePositive("delay", delay));
  }

  /** The delay asked for, if any. */
  public Optional<Duration> delay() {
    return Optional.ofNullable(delay);
  }
}
