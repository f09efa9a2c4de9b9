/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.pace;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.time.Nanos;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Pacing} at work: counts down what the last answer left, spaces out the end of it, and
 * lets nothing pass once it is spent until the quota is whole again. Thread-safe without a lock.
 */
public final class Pacer implements Guard {

  private static final long SAME_RESET_NANOS = 1_500_000_000;

  private final String name;
  private final Pacing rules;
  private final TimeSource time;
  private final AtomicReference<@Nullable View> latest = new AtomicReference<>();

  /** What is believed about the quota until it is whole again. */
  private static final class View {
    final long freeAbove;
    final long resetNanos;
    final AtomicLong remaining;
    final AtomicLong nextTurn;

    View(long freeAbove, long resetNanos, long remaining, long now) {
      this.freeAbove = freeAbove;
      this.resetNanos = resetNanos;
      this.remaining = new AtomicLong(remaining);
      this.nextTurn = new AtomicLong(now);
    }
  }

  /**
   * A pacer that knows of no quota.
   *
   * @param name of the place that is called, for messages
   */
  public Pacer(String name, Pacing rules, TimeSource time) {
    this.name = Objects.requireNonNull(name, "name");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.time = Objects.requireNonNull(time, "time");
  }

  /** An answer told of a quota. Answers may come in any order. */
  public void observe(Quota quota) {
    long now = time.nanoTime();
    long reset = now + Math.min(Nanos.of(quota.reset()), Nanos.of(rules.longest()));
    View known = latest.get();
    boolean sameQuota = known != null
        && known.resetNanos - now > 0
        && Math.abs(reset - known.resetNanos) < SAME_RESET_NANOS;
    if (known != null && sameQuota) {
      // Attempts under way are not in an older answer's count: the smaller one is right.
      known.remaining.accumulateAndGet(quota.remaining(), Math::min);
      return;
    }
    long limit = quota.limit().orElse(quota.remaining());
    latest.compareAndSet(
        known, new View((long) (limit * rules.share()), reset, quota.remaining(), now));
  }

  @Override
  public Admission admit() {
    View view = latest.get();
    if (view == null) {
      return Admission.freely();
    }
    long now = time.nanoTime();
    long left = view.resetNanos - now;
    if (left <= 0) {
      latest.compareAndSet(view, null);
      return Admission.freely();
    }
    long remaining = view.remaining.getAndUpdate(n -> Math.max(0, n - 1));
    if (remaining == 0) {
      return new Admission.Later(left, spent(left));
    }
    if (remaining > view.freeAbove) {
      return Admission.freely();
    }
    long spacing = left / (remaining + 1);
    long turn = view.nextTurn.getAndUpdate(next -> (next - now > 0 ? next : now) + spacing);
    long wait = Math.max(0, turn - now);
    return new Admission.Granted(Permit.NONE, wait, () -> lowWords(remaining, left, wait));
  }

  /** What is left of a low quota is not for hedges. */
  @Override
  public Admission admitHedge() {
    View view = latest.get();
    if (view == null || view.resetNanos - time.nanoTime() <= 0) {
      return Admission.freely();
    }
    long remaining = view.remaining.get();
    if (remaining <= view.freeAbove || !view.remaining.compareAndSet(remaining, remaining - 1)) {
      return new Admission.Refused(Refusal.of(
          Refusal.Kind.RATE_LIMITED,
          () -> "the quota that " + name + " announced is too low for a hedge"));
    }
    return Admission.freely();
  }

  private Refusal spent(long left) {
    return Refusal.of(
        Refusal.Kind.RATE_LIMITED,
        () -> "the quota that " + name + " announced is spent for another " + Nanos.format(left));
  }

  private String lowWords(long remaining, long left, long wait) {
    return "the quota that " + name + " announced has " + remaining + " left for "
        + Nanos.format(left) + ", so the next turn is in " + Nanos.format(wait);
  }

  @Override
  public String describe() {
    return "pacing by announced quotas: " + rules;
  }
}
