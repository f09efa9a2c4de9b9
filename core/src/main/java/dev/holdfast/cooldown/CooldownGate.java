/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cooldown;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import dev.holdfast.rate.LimitCell;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Closed while a place wants to be left alone. Those that wait come back spread over a tenth of the
 * rest (at most one second), not all in the same moment. Thread-safe without a lock.
 */
public final class CooldownGate implements Guard {

  private final String name;
  private final Cooldown rules;
  private final LimitCell cell;
  private final RandomGenerator random;
  private volatile String because = "";

  /**
   * An open gate.
   *
   * @param name of the place that is called, for messages and as key in the store
   * @param random for the spread; must be thread-safe
   */
  public CooldownGate(String name, Cooldown rules, LimitStore store, RandomGenerator random) {
    this.name = Objects.requireNonNull(name, "name");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.cell = store.cell(name);
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * The place has asked to be left alone. Never shortens a cooldown that goes on.
   *
   * @param asked for how long; cut to the longest allowed
   * @param why in words, as {@code 429 with Retry-After}
   */
  public void coolDown(Duration asked, String why) {
    because = why;
    cell.close(Math.min(Nanos.of(asked), Nanos.of(rules.longest())));
  }

  /** How long it stays closed; zero if it is open. */
  public Duration closedFor() {
    return Duration.ofNanos(cell.closedFor());
  }

  @Override
  public Admission admit() {
    long left = cell.closedFor();
    if (left == 0) {
      return Admission.freely();
    }
    Refusal refusal = Refusal.of(
            Refusal.Kind.RATE_LIMITED,
            () -> name + " asked to be left alone (" + because + "), for another "
                + Nanos.format(left))
        .retryAfterNanos(left);
    if (rules.mode() == Cooldown.Mode.FAIL) {
      return new Admission.Refused(refusal);
    }
    return Admission.Later.spread(left, random, refusal);
  }

  @Override
  public String describe() {
    long left = cell.closedFor();
    return "cooldown on Retry-After: " + rules
        + (left == 0 ? "" : ": now closed for " + Nanos.format(left) + " (" + because + ")");
  }
}
