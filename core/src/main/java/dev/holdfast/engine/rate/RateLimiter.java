/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.rate;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import dev.holdfast.rate.LimitCell;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.rate.RateLimit;
import java.util.Objects;

/**
 * Enforces a {@link RateLimit}: a token bucket that reserves a permit for each waiting attempt, in
 * the order of the requests. Thread-safe without a lock.
 */
public final class RateLimiter implements Guard {

  private final String name;
  private final RateLimit limit;
  private final LimitCell cell;
  private final long intervalNanos;

  /**
   * A limiter with the state that is stored under its name.
   *
   * @param name of the origin, for messages and as key in the store
   */
  public RateLimiter(String name, RateLimit limit, LimitStore store) {
    this.name = Objects.requireNonNull(name, "name");
    this.limit = Objects.requireNonNull(limit, "limit");
    this.cell = store.cell(name);
    // Rounded up, so that the rate is rather a little too low than too high.
    this.intervalNanos = 1 + (Nanos.of(limit.period()) - 1) / limit.permits();
  }

  @Override
  public Admission admit() {
    return admit(Nanos.of(limit.longestWait()));
  }

  /** A hedge takes a permit that is available now or none. */
  @Override
  public Admission admitHedge() {
    return admit(0);
  }

  private Admission admit(long longestNanos) {
    LimitCell.Reservation reservation = cell.take(intervalNanos, limit.burst(), longestNanos);
    if (reservation == null) {
      long away = cell.untilPermit();
      return new Admission.Refused(
          Refusal.of(Refusal.Kind.RATE_LIMITED, () -> words(away)).retryAfterNanos(away));
    }
    long wait = reservation.waitNanos();
    return new Admission.Granted(
        (ending, elapsed) -> close(reservation, ending), wait, () -> words(wait));
  }

  /** An attempt that was not made gives its permit back. */
  private static void close(LimitCell.Reservation reservation, Ending ending) {
    if (ending == Ending.UNUSED) {
      reservation.giveBack();
    }
  }

  private String words(long wait) {
    return "the rate limit of " + name + " (" + limit.permits() + " per "
        + Nanos.format(Nanos.of(limit.period())) + ") allows the next attempt in "
        + Nanos.format(wait);
  }

  @Override
  public String describe() {
    return "rate limit " + limit;
  }
}
