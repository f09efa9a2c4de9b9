/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.time.Deadline;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When to stop trying, apart from the counters. Conditions are asked after a failed attempt, before
 * the next wait, so elapsed time does not include that wait. Immutable.
 */
public sealed interface Stop {

  /** Why to stop now, or empty to go on. */
  Optional<String> reason(CallState state);

  /** The kind of reason; asked only when there is a {@link #reason}. */
  StopReason why(CallState state);

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
   * Stops once that much time has passed since the call started.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  static Stop afterElapsed(Duration elapsed) {
    return new AfterElapsed(Nanos.of(Nanos.requirePositive("elapsed", elapsed)));
  }

  /** Stops once the deadline has passed. */
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
  record AfterAttempts(int attempts) implements Stop {
    /** Checks its argument. */
    public AfterAttempts {
      if (attempts < 1) {
        throw new IllegalArgumentException("attempts: " + attempts + " (expected: >= 1)");
      }
    }

    @Override
    public Optional<String> reason(CallState state) {
      return state.attempts() < attempts
          ? Optional.empty()
          : Optional.of(
              "attempt " + state.attempts() + " was the last one allowed (limit " + attempts + ")");
    }

    @Override
    public StopReason why(CallState state) {
      return StopReason.EXHAUSTED;
    }
  }

  /** See {@link #afterElapsed}. */
  record AfterElapsed(long nanos) implements Stop {
    @Override
    public Optional<String> reason(CallState state) {
      long elapsed = state.elapsedNanos();
      return elapsed < nanos
          ? Optional.empty()
          : Optional.of("the call has taken " + Nanos.format(elapsed) + " (limit "
              + Nanos.format(nanos) + ")");
    }

    @Override
    public StopReason why(CallState state) {
      return StopReason.ELAPSED;
    }
  }

  /** See {@link #at}. */
  record AtDeadline(Deadline deadline) implements Stop {
    @Override
    public Optional<String> reason(CallState state) {
      return deadline.expired() ? Optional.of("the deadline has passed") : Optional.empty();
    }

    @Override
    public StopReason why(CallState state) {
      return StopReason.DEADLINE;
    }
  }

  /** See {@link #any}. */
  record Any(List<Stop> conditions) implements Stop {
    /** Copies its argument. */
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Optional<String> reason(CallState state) {
      for (Stop condition : conditions) {
        Optional<String> reason = condition.reason(state);
        if (reason.isPresent()) {
          return reason;
        }
      }
      return Optional.empty();
    }

    @Override
    public StopReason why(CallState state) {
      return conditions.stream()
          .filter(condition -> condition.reason(state).isPresent())
          .findFirst()
          .map(condition -> condition.why(state))
          .orElse(StopReason.ELAPSED);
    }
  }

  /** See {@link #all}. */
  record All(List<Stop> conditions) implements Stop {
    /** Copies and checks its argument: no condition at all would always hold. */
    public All {
      conditions = List.copyOf(conditions);
      if (conditions.isEmpty()) {
        throw new IllegalArgumentException("conditions: none (expected: at least one)");
      }
    }

    @Override
    public Optional<String> reason(CallState state) {
      StringBuilder reasons = new StringBuilder();
      for (Stop condition : conditions) {
        Optional<String> reason = condition.reason(state);
        if (reason.isEmpty()) {
          return Optional.empty();
        }
        reasons.append(reasons.isEmpty() ? "" : " and ").append(reason.get());
      }
      return Optional.of(reasons.toString());
    }

    /** That of the first condition. */
    @Override
    public StopReason why(CallState state) {
      return conditions.get(0).why(state);
    }
  }
}
