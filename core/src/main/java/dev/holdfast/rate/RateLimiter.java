/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.time.Nanos;
import java.util.Objects;

/**
 * Lets attempts begin at a {@link RateLimit}: a token bucket in which a waiting attempt has its
 * turn kept, so that turns come in the order of asking. Thread-safe without a lock.
 */
public final class RateLimiter implements Guard {

  private final String name;
  private final RateLimit limit;
  private final LimitCell cell;
  private final Permit turn;

  /**
   * A limiter on the state under its name.
   *
   * @param name of the place that is called, for messages and as key in the store
   */
  public RateLimiter(String name, RateLimit limit, LimitStore store) {
    this.name = Objects.requireNonNull(name, "name");
    this.limit = Objects.requireNonNull(limit, "limit");
    this.cell = store.cell(name);
    this.turn = this::close;
  }

  @Override
  public Admission admit() {
    return admit(Nanos.of(limit.longestWait()));
  }

  /** A hedge takes a turn that is there or none. */
  @Override
  public Admission admitHedge() {
    return admit(0);
  }

  private Admission admit(long longestNanos) {
    long interval = limit.intervalNanos();
    long wait = cell.take(interval, limit.burst(), longestNanos);
    if (wait == LimitCell.TOO_LONG) {
      long away = cell.untilTurn(interval, limit.burst());
      return new Admission.Refused(
          Refusal.of(Refusal.Kind.RATE_LIMITED, () -> words(away)).retryAfterNanos(away));
    }
    return new Admission.Granted(turn, wait, () -> words(wait));
  }

  /** An attempt that was never made leaves its turn to others. */
  private void close(Ending ending, long elapsedNanos) {
    if (ending == Ending.UNUSED) {
      cell.giveBack(limit.intervalNanos());
    }
  }

  private String words(long wait) {
    return "the rate limit of " + name + " (" + limit.permits() + " per "
        + Nanos.format(Nanos.of(limit.period())) + ") gives the next turn in " + Nanos.format(wait);
  }

  @Override
  public String describe() {
    return "rate limit " + limit;
  }
}
