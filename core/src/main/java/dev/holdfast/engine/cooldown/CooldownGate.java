/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.engine.pipeline.EndListener;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import dev.holdfast.rate.LimitCell;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Spares an overloaded origin. The gate is open while there are no {@link Signs} of overload; then
 * attempts begin one after another, at a rate that the origin can serve ({@link Recovery}). An
 * origin that limits this client (429) and asks for a time gets no attempts during that time.
 * Thread-safe.
 */
public final class CooldownGate implements Guard, EndListener {

  private final String name;
  private final Cooldown rules;
  private final LimitCell cell;
  private final TimeSource time;
  private final RandomGenerator random;
  private final Signs signs;
  private volatile String because = "";
  private volatile @Nullable Recovery recovery;

  /**
   * An open gate.
   *
   * @param name of the origin that is called, for messages and as key in the store
   * @param random for the spread; must be thread-safe
   */
  public CooldownGate(
      String name, Cooldown rules, LimitStore store, TimeSource time, RandomGenerator random) {
    this.name = Objects.requireNonNull(name, "name");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.cell = store.cell(name);
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.signs = new Signs(time);
  }

  /**
   * A response asked for a pause. One response concerns its own call only; several close the gate.
   * Never shortens a running cooldown.
   *
   * @param asked the time asked for; zero if the response does not say. Cut to the longest allowed
   * @param limited whether the response limits this client (429), rather than reporting that the
   *     server is unavailable
   * @param first whether it is the response to the first attempt of its call, not to a retry
   * @param why in words, as {@code 429 with Retry-After}
   */
  public void told(Duration asked, boolean limited, boolean first, String why) {
    signs.told(first);
    Recovery running = recovery;
    if (limited && running != null) {
      running.limited();
    }
    if (!signs.overloaded()) {
      return;
    }
    because = why;
    if (limited && signs.allTold() && !asked.isZero()) {
      coolDown(asked, why);
    }
    begin();
  }

  /**
   * Closes the gate for a time, at the caller's request. Never shortens a running cooldown.
   *
   * @param time how long; cut to the longest allowed
   * @param why in words
   */
  public void coolDown(Duration time, String why) {
    because = why;
    cell.close(Math.min(Nanos.of(time), Nanos.of(rules.longest())));
  }

  private synchronized void begin() {
    if (recovery == null) {
      RecoveryRate rate = new RecoveryRate(
          signs.successesPerSecond(), signs.allTold(), signs, random, time.nanoTime());
      recovery = new Recovery(name, rate, time);
    }
  }

  private synchronized void end(Recovery running) {
    if (recovery == running) {
      recovery = null;
    }
  }

  @Override
  public void ended(Ending ending, long tookNanos, boolean first) {
    if (!ending.telling()) {
      return;
    }
    boolean success = ending == Ending.SUCCEEDED;
    boolean slow = false;
    if (success) {
      slow = signs.succeeded(tookNanos, recovery != null);
    } else {
      signs.failed(tookNanos, first);
      if (signs.overloaded()) {
        if (recovery == null) {
          because = "attempts fail and take long";
        }
        begin();
      }
    }
    Recovery running = recovery;
    if (running != null) {
      running.ended(success, slow, tookNanos);
      if (success && running.over()) {
        end(running);
      }
    }
  }

  /** The time until the gate opens; zero if it is open. */
  public Duration closedFor() {
    return Duration.ofNanos(cell.closedFor());
  }

  /** Whether the gate is open and no recovery is running. */
  public boolean atRest() {
    Recovery running = recovery;
    return (running == null || running.idle()) && cell.closedFor() == 0;
  }

  @Override
  public Admission admit() {
    Recovery running = recovery;
    long left = cell.closedFor();
    if (left > 0) {
      return running == null || rules.mode() == Cooldown.Mode.FAIL || left > Recovery.LONGEST_NANOS
          ? closed(left)
          : running.admitAfter(left, closedFor(left));
    }
    return running == null ? Admission.freely() : running.admit(rules.mode() == Cooldown.Mode.WAIT);
  }

  private Refusal closedFor(long left) {
    return Refusal.of(
            Refusal.Kind.RATE_LIMITED,
            () -> name + " asked for a pause (" + because + "), for another " + Nanos.format(left))
        .retryAfterNanos(left);
  }

  private Admission closed(long left) {
    Refusal refusal = closedFor(left);
    return rules.mode() == Cooldown.Mode.FAIL || left > Recovery.LONGEST_NANOS
        ? new Admission.Refused(refusal)
        : Admission.Later.spread(left, random, refusal);
  }

  @Override
  public Admission admitHedge() {
    Recovery running = recovery;
    return running == null && cell.closedFor() == 0
        ? Admission.freely()
        : new Admission.Refused(
            Refusal.of(Refusal.Kind.RATE_LIMITED, () -> name + " recovers from an overload"));
  }

  @Override
  public String describe() {
    long left = cell.closedFor();
    Recovery running = recovery;
    String now = left > 0
        ? ": now closed for " + Nanos.format(left) + " (" + because + ")"
        : running == null ? "" : ": now " + running.describe() + " (" + because + ")";
    return "cooldown: " + rules + now;
  }
}
