/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.throttle;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.throttle.AdaptiveThrottle;
import dev.holdfast.time.TimeSource;
import dev.holdfast.window.SlidingCounts;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Enforces an {@link AdaptiveThrottle}. It lets one attempt pass in each thirtieth of the window,
 * whatever failed: at random, that would be one of all refused attempts, and the end of a long
 * outage would be noticed minutes late. Thread-safe without a lock.
 */
public final class Throttle implements Guard {

  private static final int ATTEMPTS = 0;
  private static final int SUCCESSES = 1;

  private static final int PROBES_A_WINDOW = 30;
  /** Successes in a row, while nearly all attempts are refused, that end the refusals. */
  private static final int PROOFS = 3;

  private static final double NEARLY_ALL = 0.9;

  private final String name;
  private final AdaptiveThrottle rules;
  private final TimeSource time;
  private volatile SlidingCounts counts;
  private final AtomicInteger successesInARow = new AtomicInteger();
  private final RandomGenerator random;
  private final Admission.Granted granted;
  private final long probeNanos;
  private final AtomicLong nextProbe;

  /**
   * A throttle without samples.
   *
   * @param name of the origin, for messages
   * @param random decides which attempts are refused; must be thread-safe
   */
  public Throttle(String name, AdaptiveThrottle rules, TimeSource time, RandomGenerator random) {
    this.name = Objects.requireNonNull(name, "name");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.random = Objects.requireNonNull(random, "random");
    this.time = Objects.requireNonNull(time, "time");
    this.probeNanos = Nanos.of(rules.window()) / PROBES_A_WINDOW;
    this.nextProbe = new AtomicLong(time.nanoTime() + probeNanos);
    this.counts = empty();
    Permit permit = (ending, elapsed) -> ended(ending);
    this.granted = Admission.Granted.at(permit);
  }

  private SlidingCounts empty() {
    return new SlidingCounts(2, Nanos.of(rules.window()), time);
  }

  @Override
  public Admission admit() {
    SlidingCounts counts = this.counts;
    long attempts = counts.sum(ATTEMPTS);
    long successes = counts.sum(SUCCESSES);
    double refusal = refusal(attempts, successes);
    if (refusal == 0 || random.nextDouble() >= refusal || probes()) {
      return granted;
    }
    // Refused attempts count too: the share that passes keeps falling while nothing succeeds.
    counts.add(ATTEMPTS);
    return new Admission.Refused(Refusal.of(
        Refusal.Kind.OVERLOADED,
        () -> name + " is throttled: " + successes + " of " + attempts + " succeeded in "
            + Nanos.format(Nanos.of(rules.window())) + ", so " + Math.round(refusal * 100)
            + " % are not sent"));
  }

  /** The probability with which an attempt is refused. */
  private double refusal(long attempts, long successes) {
    return attempts < rules.minimum()
        ? 0
        : Math.max(0, (attempts - rules.k() * successes) / (attempts + 1));
  }

  private boolean probes() {
    long now = time.nanoTime();
    long due = nextProbe.get();
    return now - due >= 0 && nextProbe.compareAndSet(due, now + probeNanos);
  }

  private void ended(Ending ending) {
    if (!ending.telling()) {
      return;
    }
    counts.add(ATTEMPTS);
    if (ending == Ending.FAILED) {
      successesInARow.set(0);
      return;
    }
    counts.add(SUCCESSES);
    if (successesInARow.incrementAndGet() == PROOFS && refusesNearlyAll()) {
      counts = empty();
    }
  }

  private boolean refusesNearlyAll() {
    return refusal(counts.sum(ATTEMPTS), counts.sum(SUCCESSES)) > NEARLY_ALL;
  }

  @Override
  public String describe() {
    return "adaptive throttle: " + rules;
  }
}
