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

/*
 * The permits are a counter and the waiters a queue, both without a lock. Two rules keep a permit
 * and a waiter from missing each other: after giving back a permit, and after joining the queue, a
 * thread serves the queue. Serving takes a permit first and then a waiter, so that no permit is
 * promised twice.
 */
/**
 * Enforces a {@link ConcurrencyLimit}. Attempts beyond it wait in the order in which they came.
 * Thread-safe without a lock.
 */
public final class Bulkhead implements Guard {

  private final String name;
  private final ConcurrencyLimit rules;
  private final TimeSource time;
  private final Adaptation adaptation;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Waiter> queue = new ConcurrentLinkedQueue<>();
  private final Permit place = this::close;
  private final Admission.Granted granted = Admission.Granted.at(place);

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
  }

  @Override
  public Admission admit() {
    // A new attempt must not overtake waiting ones.
    if (waiting.get() == 0 && take()) {
      return granted;
    }
    if (waiting.incrementAndGet() > rules.queue()) {
      waiting.decrementAndGet();
      return new Admission.Refused(Refusal.of(
          Refusal.Kind.OVERLOADED,
          () -> limitReached() + ", and its queue of " + rules.queue() + " is full"));
    }
    Waiter waiter = new Waiter(this, place);
    queue.add(waiter);
    serve();
    long longest = Nanos.of(rules.longestWait());
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
    return waiting.get() == 0 && take()
        ? granted
        : new Admission.Refused(Refusal.of(Refusal.Kind.OVERLOADED, this::limitReached));
  }

  private String limitReached() {
    return "the concurrency limit of " + name + " (" + limit() + " at once) is reached";
  }

  private boolean take() {
    while (true) {
      int now = inFlight.get();
      if (now >= adaptation.limit()) {
        return false;
      }
      if (inFlight.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  private void serve() {
    while (!queue.isEmpty() && take()) {
      Waiter first = queue.poll();
      if (first == null || !first.grant()) {
        inFlight.decrementAndGet();
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

  private void close(Ending ending, long elapsedNanos) {
    int present = inFlight.getAndDecrement();
    if (ending.telling()) {
      adaptation.add(new Sample(ending, elapsedNanos, present, time.nanoTime()));
    }
    serve();
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
}
