/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A condition to stop retrying, apart from the counters. Conditions are checked after a failed
 * attempt that would be retried, before the next wait; never during an attempt, and not before a
 * redirect. Immutable.
 */
public sealed interface Stop {

  /**
   * The result of a condition that holds.
   *
   * @param why the kind of reason
   * @param reason in words
   */
  record Reached(StopReason why, String reason) {}

  /**
   * The reason to stop now, or empty to go on.
   *
   * @param attempts number of attempts so far
   * @param elapsedNanos supplies the time since the call started
   * @param delayNanos the next wait, 0 or more
   */
  Optional<Reached> reached(int attempts, LongSupplier elapsedNanos, long delayNanos);

  /** Whether it holds for every call at some time, so that it bounds the call by itself. */
  boolean bounded();

  /** Never stops; the counters and the deadline still do. */
  static Stop never() {
    return new Any(List.of());
  }

  /**
   * Stops after that many attempts, the first included.
   *
   * @throws IllegalArgumentException if less than 1
   */
  static Stop afterAttempts(int attempts) {
    return new AfterAttempts(attempts);
  }

  /**
   * Stops when that much time has passed since the call started. The next wait is not considered,
   * so the last attempt may begin later than that, by one wait.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  static Stop afterElapsed(Duration elapsed) {
    return new AfterElapsed(Nanos.of(Nanos.requirePositive("elapsed", elapsed)));
  }

  /**
   * Stops if the next wait would end when that much time has passed since the call started, or
   * later. So no attempt begins after that time, and no wait is useless. A wait that the server
   * asks for counts as any other. A deadline refuses such waits too, and also limits attempts,
   * redirects and bodies; use this condition with {@link #all} or {@link #any}, or for a call whose
   * last attempt has no time limit. tenacity calls it {@code stop_before_delay}.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  static Stop beforeDelay(Duration elapsed) {
    return new BeforeDelay(Nanos.of(Nanos.requirePositive("elapsed", elapsed)));
  }

  /** Stops when the deadline has passed. */
  static Stop at(Deadline deadline) {
    return new AtDeadline(deadline);
  }

  /** Stops as soon as one of the conditions holds. */
  static Stop any(Stop... conditions) {
    return new Any(List.of(conditions));
  }

  /**
   * Stops when all of the conditions hold.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Stop all(Stop... conditions) {
    return new All(List.of(conditions));
  }

  /** See {@link #afterAttempts}. */
  record AfterAttempts(int limit) implements Stop {
    /** Checks its argument. */
    public AfterAttempts {
      if (limit < 1) {
        throw new IllegalArgumentException("attempts: " + limit + " (expected: >= 1)");
      }
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public Optional<Reached> reached(int attempts, LongSupplier elapsedNanos, long delayNanos) {
      return attempts < limit
          ? Optional.empty()
          : Optional.of(new Reached(
              StopReason.EXHAUSTED,
              "attempt " + attempts + " was the last one allowed (limit " + limit + ")"));
    }
  }

  /** See {@link #afterElapsed}. */
  record AfterElapsed(long nanos) implements Stop {
    @Override
    public boolean bounded() {
      return nanos != Long.MAX_VALUE;
    }

    @Override
    public Optional<Reached> reached(int attempts, LongSupplier elapsedNanos, long delayNanos) {
      long elapsed = elapsedNanos.getAsLong();
      return elapsed < nanos
          ? Optional.empty()
          : Optional.of(new Reached(
              StopReason.ELAPSED,
              "the call has taken " + Nanos.format(elapsed) + " (limit " + Nanos.format(nanos)
                  + ")"));
    }
  }

  /** See {@link #beforeDelay}. */
  record BeforeDelay(long nanos) implements Stop {
    @Override
    public boolean bounded() {
      return nanos != Long.MAX_VALUE;
    }

    @Override
    public Optional<Reached> reached(int attempts, LongSupplier elapsedNanos, long delayNanos) {
      long elapsed = elapsedNanos.getAsLong();
      return Nanos.add(elapsed, delayNanos) < nanos
          ? Optional.empty()
          : Optional.of(new Reached(
              StopReason.ELAPSED,
              "the call has taken " + Nanos.format(elapsed) + " and would wait "
                  + Nanos.format(delayNanos) + " (limit " + Nanos.format(nanos) + ")"));
    }
  }

  /** See {@link #at}. */
  record AtDeadline(Deadline deadline) implements Stop {
    /** Checks its argument. */
    public AtDeadline {
      Objects.requireNonNull(deadline, "deadline");
    }

    @Override
    public boolean bounded() {
      return !deadline.isNone();
    }

    @Override
    public Optional<Reached> reached(int attempts, LongSupplier elapsedNanos, long delayNanos) {
      return deadline.expired()
          ? Optional.of(new Reached(StopReason.DEADLINE, "the deadline has passed"))
          : Optional.empty();
    }
  }

  /** See {@link #any}. */
  record Any(List<Stop> conditions) implements Stop {
    /** Copies its argument. */
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean bounded() {
      return conditions.stream().anyMatch(Stop::bounded);
    }

    @Override
    public Optional<Reached> reached(int attempts, LongSupplier elapsedNanos, long delayNanos) {
      for (Stop condition : conditions) {
        Optional<Reached> reached = condition.reached(attempts, elapsedNanos, delayNanos);
        if (reached.isPresent()) {
          return reached;
        }
      }
      return Optional.empty();
    }
  }

  /** See {@link #all}. */
  record All(List<Stop> conditions) implements Stop {
    /** Copies and checks its argument: an empty list would always hold. */
    public All {
      conditions = List.copyOf(conditions);
      if (conditions.isEmpty()) {
        throw new IllegalArgumentException("conditions: none (expected: at least one)");
      }
    }

    @Override
    public boolean bounded() {
      return conditions.stream().allMatch(Stop::bounded);
    }

    /** The reason is that of the first condition. */
    @Override
    public Optional<Reached> reached(int attempts, LongSupplier elapsedNanos, long delayNanos) {
      List<Reached> reached = new ArrayList<>();
      for (Stop condition : conditions) {
        Optional<Reached> one = condition.reached(attempts, elapsedNanos, delayNanos);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        reached.add(one.get());
      }
      String reasons = reached.stream().map(Reached::reason).collect(Collectors.joining(" and "));
      return Optional.of(new Reached(reached.get(0).why(), reasons));
    }
  }
}
