/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.testkit.VirtualTime;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The possible lengths of a call's next wait, computed directly from the wording of the design. */
final class WaitModel {

  private final Plan.Waits waits;
  private int failuresInARow;
  private long previous;

  WaitModel(Plan.Waits waits) {
    this.waits = waits;
  }

  /** A closed interval of nanoseconds. */
  record Interval(long least, long most) {

    static Interval exactly(long nanos) {
      return new Interval(nanos, nanos);
    }

    boolean contains(long nanos) {
      return least <= nanos && nanos <= most;
    }
  }

  /** Records one more failure in a row that a retry follows. */
  void failed() {
    failuresInARow++;
  }

  /** Records the wait before it. */
  void waited(long nanos) {
    previous = nanos;
  }

  /** Ends the run of failures. */
  void succeeded() {
    failuresInARow = 0;
    previous = 0;
  }

  /** The backoff after one more failure in a row. */
  Interval backoff() {
    int n = failuresInARow + 1;
    if (waits.firstImmediate() && n == 1) {
      return Interval.exactly(0);
    }
    int step = waits.firstImmediate() ? n - 1 : n;
    BigInteger delay = schedule(step);
    boolean bare = waits.schedule() == Plan.Schedule.NONE || waits.schedule() == Plan.Schedule.LIST;
    if (bare) {
      return Interval.exactly(delay.longValueExact());
    }
    return spread(delay.min(BigInteger.valueOf(waits.max())).longValueExact());
  }

  private BigInteger schedule(int step) {
    BigInteger base = BigInteger.valueOf(waits.base());
    return switch (waits.schedule()) {
      case NONE -> BigInteger.ZERO;
      case CONSTANT -> base;
      case LINEAR -> base.multiply(BigInteger.valueOf(step));
      case EXPONENTIAL -> base.multiply(BigInteger.TWO.pow(step - 1));
      case FIBONACCI -> base.multiply(fibonacci(step));
      case LIST ->
        BigInteger.valueOf(waits.list().get(Math.min(step, waits.list().size()) - 1));
    };
  }

  private static BigInteger fibonacci(int n) {
    List<BigInteger> numbers = new ArrayList<>(List.of(BigInteger.ONE, BigInteger.ONE));
    while (numbers.size() < n) {
      int size = numbers.size();
      numbers.add(numbers.get(size - 1).add(numbers.get(size - 2)));
    }
    return numbers.get(n - 1);
  }

  private Interval spread(long delay) {
    return switch (waits.spread()) {
      case NONE -> Interval.exactly(delay);
      case FULL -> new Interval(0, delay);
      case EQUAL -> new Interval(delay / 2, delay);
      case ADDITIVE -> new Interval(delay, delay + waits.addition());
      case DECORRELATED ->
        new Interval(waits.base(), Math.min(waits.max(), 3 * Math.max(waits.base(), previous)));
    };
  }

  /**
   * The delay that the server asks for; empty if it asks for none, or not in a valid form.
   *
   * @param nanos on the session's clock when the head arrived
   */
  OptionalLong asked(Step.Answer answer, long nanos) {
    Instant now = VirtualTime.EPOCH.plusNanos(nanos);
    Instant reference = answer.dateSkew().isPresent()
        ? Instant.ofEpochSecond(now.getEpochSecond())
            .plusSeconds(answer.dateSkew().getAsLong())
        : now;
    OptionalLong longest = OptionalLong.empty();
    for (Step.Wish wish : answer.retryAfter()) {
      OptionalLong wait = nanos(wish, reference);
      if (wait.isPresent() && wait.getAsLong() > longest.orElse(-1)) {
        longest = wait;
      }
    }
    return longest;
  }

  /** Whether the longest of those waits is one until a date. */
  boolean dated(Step.Answer answer, long nanos) {
    long longest = -1;
    boolean dated = false;
    for (Step.Wish wish : answer.retryAfter()) {
      long wait = asked(answer.wishing(wish), nanos).orElse(-1);
      if (wait > longest) {
        longest = wait;
        dated = wish instanceof Step.Wish.At;
      }
    }
    return dated;
  }

  /**
   * The length of a wait that the server asked for: never shorter, and up to a quarter longer,
   * until a date up to three times as long, as far as that leaves a tenth of the rest of the time.
   */
  Interval served(long wait, boolean dated, long left) {
    if (waits.spread() == Plan.Spread.NONE) {
      return Interval.exactly(wait);
    }
    long more = dated ? 2 * wait : wait / 4;
    return new Interval(wait, wait + Math.min(more, (left - wait) / 10 * 9));
  }

  /** The part of the requested wait that is granted. */
  long granted(long asked) {
    return waits.clampRetryAfter() ? Math.min(asked, waits.retryAfterMax()) : asked;
  }

  private static OptionalLong nanos(Step.Wish wish, Instant reference) {
    if (wish instanceof Step.Wish.Seconds seconds) {
      return OptionalLong.of(seconds.nanos());
    }
    if (wish instanceof Step.Wish.At at) {
      Duration left = Duration.between(reference, VirtualTime.EPOCH.plusSeconds(at.second()));
      return OptionalLong.of(left.isNegative() ? 0 : left.toNanos());
    }
    return OptionalLong.empty();
  }
}
