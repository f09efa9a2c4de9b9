/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.throttle;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import dev.holdfast.throttle.AdaptiveThrottle;
import dev.holdfast.time.TimeSource;
import dev.holdfast.window.SlidingCounts;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * Enforces an {@link AdaptiveThrottle}. It lets one attempt pass in each 150th part of the window,
 * whatever failed, and after a success the next one at once. By chance alone, a long outage would
 * leave so few attempts that its end would be noticed minutes late. Thread-safe without a lock.
 */
public final class Throttle implements Guard {

  private static final int ATTEMPTS = 0;
  private static final int SUCCESSES = 1;

  private static final int PROBES_A_WINDOW = 150;
  /** Successes in a row, the first while nearly all attempts are refused, that end the refusals. */
  private static final int PROOFS = 3;

  private static final double NEARLY_ALL = 0.9;

  private final String name;
  private final AdaptiveThrottle rules;
  private final TimeSource time;
  private final RandomGenerator random;
  private final long probeNanos;
  private final AtomicLong nextProbe;
  private volatile View view;

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
    this.view = new View();
  }

  @Override
  public Admission admit() {
    View present = view;
    long attempts = present.counts.sum(ATTEMPTS);
    long successes = present.counts.sum(SUCCESSES);
    double refusal = refusal(attempts, successes + present.mayStillSucceed());
    if (refusal <= 0 || random.nextDouble() >= refusal || probes()) {
      present.inFlight.increment();
      return present.granted;
    }
    // Refused attempts count too: the share that passes keeps falling while nothing succeeds.
    present.counts.add(ATTEMPTS);
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

  @Override
  public String describe() {
    return "adaptive throttle: " + rules;
  }

  /**
   * The counts since the refusals last ended. An attempt's end goes to the view that admitted it.
   */
  private final class View {
    final SlidingCounts counts = new SlidingCounts(2, Nanos.of(rules.window()), time);
    final LongAdder inFlight = new LongAdder();
    final Admission.Granted granted = Admission.Granted.at(this::ended);
    private final AtomicInteger proofs = new AtomicInteger();
    /** The start of the latest attempt that succeeded. Failures of earlier ones are outdated. */
    private volatile long goodSince = time.nanoTime();

    private volatile boolean slow;

    /** Attempts in flight that may still succeed: none if others are slow to fail. */
    long mayStillSucceed() {
      return slow ? 0 : Math.max(0, inFlight.sum());
    }

    void ended(Ending ending, long elapsed) {
      inFlight.decrement();
      if (!ending.telling()) {
        return;
      }
      long since = time.nanoTime() - elapsed;
      counts.add(ATTEMPTS);
      if (ending == Ending.FAILED) {
        failed(since, elapsed);
      } else {
        succeeded(since);
      }
    }

    private void failed(long since, long elapsed) {
      slow = !Ending.quick(elapsed);
      if (since - goodSince >= 0) {
        proofs.set(0);
      }
    }

    private void succeeded(long since) {
      counts.add(SUCCESSES);
      goodSince = since;
      if (proofs.get() == 0 && !refusesNearlyAll()) {
        return;
      }
      if (proofs.incrementAndGet() >= PROOFS) {
        view = new View();
      } else {
        nextProbe.set(time.nanoTime());
      }
    }

    private boolean refusesNearlyAll() {
      return refusal(counts.sum(ATTEMPTS), counts.sum(SUCCESSES)) > NEARLY_ALL;
    }
  }
}
