/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.limit;

import dev.holdfast.engine.limit.Adaptation.Sample;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * The permits are a counter and the waiters a queue, both without a lock. Two rules keep a permit
 * and a waiter from missing each other: after giving back a permit, and after joining the queue, a
 * thread serves the queue. Serving takes a permit first and then a waiter, so that no permit is
 * promised twice.
 *
 * A limit that adapts counts by shifts. If all permits are taken and no attempt was answered for
 * long, the attempts that hold them count as lost: a new shift begins, with one permit. Once an
 * attempt is answered, the shift gets all the permits of the limit. Until then the next shift
 * follows. So a recovery shows within a second, and not when the attempts that hang time out.
 */
/**
 * Enforces a {@link ConcurrencyLimit}. Attempts beyond it wait in the order in which they came.
 * Thread-safe without a lock.
 */
public final class Bulkhead implements Guard {

  /** All attempts may hang if none was answered for this time... */
  private static final long HANGS_NANOS = 700_000_000L;
  /** ...and for this many times the usual latency. */
  private static final int HANGS_FACTOR = 3;
  /** The longest wait while they hang. A cooldown waits as long for the next probe. */
  private static final long HANGING_WAIT_NANOS = 3_000_000_000L;
  /** The usual latency follows with a weight of 1/8. */
  private static final int SMOOTHING_SHIFT = 3;

  private final String name;
  private final ConcurrencyLimit rules;
  private final TimeSource time;
  private final Adaptation adaptation;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Waiter> queue = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Shift> shift;
  /** The last time when an attempt was answered, or a shift began. */
  private volatile long movedNanos;
  /** The usual latency of a success. A sample may get lost in a race. */
  private volatile long usualNanos;

  /**
   * A bulkhead without attempts.
   *
   * @param name of the place that is called, for messages
   */
  public Bulkhead(String name, ConcurrencyLimit rules, TimeSource time) {
    this.name = Objects.requireNonNull(name, "name");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.time = Objects.requireNonNull(time, "time");
    this.adaptation = Adaptation.of(rules, time.nanoTime());
    this.movedNanos = time.nanoTime();
    this.shift = new AtomicReference<>(new Shift(true));
  }

  @Override
  public Admission admit() {
    // A new attempt must not overtake waiting ones.
    Shift present = waiting.get() == 0 ? take() : null;
    if (present != null) {
      return present.granted;
    }
    if (waiting.incrementAndGet() > rules.queue()) {
      waiting.decrementAndGet();
      return new Admission.Refused(Refusal.of(
          Refusal.Kind.OVERLOADED,
          () -> limitReached() + ", and its queue of " + rules.queue() + " is full"));
    }
    Waiter waiter = new Waiter(this);
    queue.add(waiter);
    serve();
    long longest = longestWait();
    return new Admission.Queued(
        waiter,
        longest,
        Refusal.of(
            Refusal.Kind.QUEUE_TIMEOUT,
            () -> limitReached() + "; the longest wait is " + Nanos.format(longest)));
  }

  /** A hedge takes a free permit or none. */
  @Override
  public Admission admitHedge() {
    Shift present = waiting.get() == 0 ? take() : null;
    return present != null
        ? present.granted
        : new Admission.Refused(Refusal.of(Refusal.Kind.OVERLOADED, this::limitReached));
  }

  /** While all attempts hang, long waits would only build a backlog. */
  private long longestWait() {
    long usual = Nanos.of(rules.longestWait());
    return Objects.requireNonNull(shift.get()).answered
        ? usual
        : Math.min(usual, HANGING_WAIT_NANOS);
  }

  private String limitReached() {
    return "the concurrency limit of " + name + " (" + limit() + " at once) is reached";
  }

  /** Takes a permit and returns its shift; null if none is free. */
  private @Nullable Shift take() {
    Shift present = Objects.requireNonNull(shift.get());
    if (present.take()) {
      return present;
    }
    if (rules.rule() == ConcurrencyLimit.Rule.FIXED || !hangs()) {
      return null;
    }
    Shift next = new Shift(false);
    if (!shift.compareAndSet(present, next)) {
      return null;
    }
    movedNanos = time.nanoTime();
    return next.take() ? next : null;
  }

  private boolean hangs() {
    return time.nanoTime() - movedNanos >= Math.max(HANGS_NANOS, HANGS_FACTOR * usualNanos);
  }

  private void answered(Ending ending, long elapsedNanos, long now) {
    if (ending == Ending.SUCCEEDED) {
      long usual = usualNanos;
      usualNanos = usual + ((elapsedNanos - usual) >> SMOOTHING_SHIFT);
    } else if (elapsedNanos >= HANGS_NANOS) {
      return;
    }
    movedNanos = now;
    Objects.requireNonNull(shift.get()).answered = true;
  }

  private void serve() {
    while (!queue.isEmpty()) {
      Shift present = take();
      if (present == null) {
        return;
      }
      Waiter first = queue.poll();
      if (first == null || !first.grant(present)) {
        present.giveBack();
      }
    }
  }

  /** A waiter has left the queue, with or without a permit. */
  void left(Waiter waiter, boolean served) {
    waiting.decrementAndGet();
    if (!served) {
      queue.remove(waiter);
    }
  }

  /** The present limit on running attempts. */
  public int limit() {
    return adaptation.limit();
  }

  /** The number of running attempts. */
  public int inFlight() {
    return inFlight.get();
  }

  /** The number of waiting attempts. */
  public int waiting() {
    return waiting.get();
  }

  @Override
  public String describe() {
    return "concurrency limit " + rules
        + (rules.rule() != ConcurrencyLimit.Rule.FIXED ? ": now " + limit() : "");
  }

  @Override
  public String toString() {
    return "Bulkhead[" + name + ", " + inFlight() + " of " + limit() + " running, " + waiting()
        + " waiting]";
  }

  /** The permits of the limit, without those of earlier attempts that hang. */
  private final class Shift implements Permit {
    private final AtomicInteger taken = new AtomicInteger();
    final Admission.Granted granted = Admission.Granted.at(this);
    private volatile boolean answered;

    Shift(boolean answered) {
      this.answered = answered;
    }

    boolean take() {
      while (true) {
        int now = taken.get();
        if (now >= (answered ? adaptation.limit() : 1)) {
          return false;
        }
        if (taken.compareAndSet(now, now + 1)) {
          inFlight.incrementAndGet();
          return true;
        }
      }
    }

    int giveBack() {
      inFlight.decrementAndGet();
      return taken.getAndDecrement();
    }

    @Override
    public void close(Ending ending, long elapsedNanos) {
      int present = giveBack();
      if (ending.telling()) {
        long now = time.nanoTime();
        answered(ending, elapsedNanos, now);
        adaptation.add(new Sample(ending, elapsedNanos, present, now));
      }
      serve();
    }
  }
}
