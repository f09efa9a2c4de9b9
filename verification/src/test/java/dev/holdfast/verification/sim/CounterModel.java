/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.retry.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** The retries that a call has made, and those that it may still make. */
final class CounterModel {

  private final Plan.Rules rules;
  private final Map<Counter, Integer> charged = new EnumMap<>(Counter.class);
  private int retries;

  CounterModel(Plan.Rules rules) {
    this.rules = rules;
  }

  /** Counts a retry. */
  void retry(Counter counter) {
    charged.merge(counter, 1, Integer::sum);
    retries++;
  }

  /** Counts a redirect, which is not a retry. */
  void redirect() {
    charged.merge(Counter.REDIRECT, 1, Integer::sum);
  }

  boolean redirectsExhausted() {
    return full(rules.redirect(), charged(Counter.REDIRECT));
  }

  /** Whether no further retry of that kind is allowed, after that many attempts and that long. */
  boolean exhausted(Counter counter, int attempts, long elapsed) {
    OptionalInt limit = switch (counter) {
      case CONNECT -> rules.connect();
      case READ -> rules.read();
      case STATUS -> rules.status();
      default -> OptionalInt.empty();
    };
    return full(rules.total(), retries)
        || full(limit, charged(counter))
        || full(rules.lastAttempt(), attempts)
        || (rules.lastMoment().isPresent() && elapsed >= rules.lastMoment().getAsLong());
  }

  private int charged(Counter counter) {
    return charged.getOrDefault(counter, 0);
  }

  private static boolean full(OptionalInt limit, int used) {
    return limit.isPresent() && used >= limit.getAsInt();
  }
}
