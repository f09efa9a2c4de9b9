/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pace;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import dev.holdfast.pace.Pacing;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Enforces a {@link Pacing}: counts down the rest of the quota and spaces the end of it. Once the
 * quota is spent, no attempt passes until its reset, except one in each {@link Pacing#longest} that
 * tests whether it really is spent. Waiting attempts return {@linkplain Admission.Later#spread
 * spread}, so that the first responses update the quota for the rest. An attempt that is not made
 * costs nothing. Thread-safe without a lock.
 */
public final class Pacer implements Guard {

  private static final long SAME_RESET_NANOS = 1_500_000_000;
  /** Beyond any quota, and small enough for correct differences of clock readings. */
  private static final long FURTHEST_NANOS = Long.MAX_VALUE / 4;

  private final String name;
  private final Pacing rules;
  private final long longestNanos;
  private final TimeSource time;
  private final RandomGenerator random;
  private final AtomicReference<@Nullable Allowance> latest = new AtomicReference<>();

  /**
   * A pacer without a quota.
   *
   * @param name of the origin, for messages
   * @param random for the spread; must be thread-safe
   */
  public Pacer(String name, Pacing rules, TimeSource time, RandomGenerator random) {
    this.name = Objects.requireNonNull(name, "name");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.longestNanos = Math.min(Nanos.of(rules.longest()), FURTHEST_NANOS);
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
  }

  /** A response has announced a quota. Responses may arrive in any order. */
  public void observe(Quota quota) {
    long now = time.nanoTime();
    long reset = now + Math.min(Nanos.of(quota.reset()), FURTHEST_NANOS);
    Allowance known = latest.get();
    boolean open = known != null && known.resetNanos - now > 0;
    if (known != null && open && Math.abs(reset - known.resetNanos) < SAME_RESET_NANOS) {
      // An older response does not count the running attempts, so the smaller number is right.
      known.atMost(quota.remaining());
      return;
    }
    long freeAbove = (long) (quota.limit().orElse(quota.remaining()) * rules.share());
    // With a sliding window each response announces another quota; permits that were reserved stay.
    long turn = known != null && open ? known.nextPermit(now) : now;
    latest.compareAndSet(
        known, new Allowance(quota.remaining(), freeAbove, reset, now + longestNanos, turn));
  }

  @Override
  public Admission admit() {
    Allowance known = latest.get();
    if (known == null) {
      return Admission.freely();
    }
    long now = time.nanoTime();
    long left = known.resetNanos - now;
    if (left <= 0) {
      latest.compareAndSet(known, null);
      return Admission.freely();
    }
    long remaining = known.take();
    if (remaining == 0) {
      return spent(known, now, left);
    }
    return remaining > known.freeAbove ? known.free() : spaced(known, now, left, remaining);
  }

  private Admission spent(Allowance known, long now, long left) {
    long wait = Math.min(left, known.untilAsked(now, longestNanos));
    if (wait == 0) {
      return Admission.freely();
    }
    return Admission.Later.spread(wait, random, refusal(() -> spentWords(left)));
  }

  private Admission spaced(Allowance known, long now, long left, long remaining) {
    long spacing = Math.min(left / (remaining + 1), longestNanos);
    long wait = Math.max(0, known.reserve(now, spacing) - now);
    if (wait > longestNanos) {
      known.giveBack(spacing);
      return new Admission.Later(longestNanos, refusal(() -> lowWords(remaining, left, wait)));
    }
    return new Admission.Granted(
        known.returning(spacing), wait, () -> lowWords(remaining, left, wait));
  }

  /** A low quota is not spent on hedges. */
  @Override
  public Admission admitHedge() {
    Allowance known = latest.get();
    if (known == null || known.resetNanos - time.nanoTime() <= 0) {
      return Admission.freely();
    }
    long remaining = known.remaining();
    return remaining > known.freeAbove && known.takeOf(remaining)
        ? known.free()
        : new Admission.Refused(
            refusal(() -> "the quota that " + name + " announced is too low for a hedge"));
  }

  private static Refusal refusal(Supplier<String> words) {
    return Refusal.of(Refusal.Kind.RATE_LIMITED, words);
  }

  private String spentWords(long left) {
    return "the quota that " + name + " announced is spent for another " + Nanos.format(left);
  }

  private String lowWords(long remaining, long left, long wait) {
    return "the quota that " + name + " announced has " + remaining + " left for "
        + Nanos.format(left) + ", so the next attempt may begin in " + Nanos.format(wait);
  }

  @Override
  public String describe() {
    Allowance known = latest.get();
    long left = known == null ? 0 : known.resetNanos - time.nanoTime();
    return "pacing by announced quotas: " + rules
        + (known == null || left <= 0
            ? ""
            : ": now " + known.remaining() + " left for " + Nanos.format(left));
  }
}
