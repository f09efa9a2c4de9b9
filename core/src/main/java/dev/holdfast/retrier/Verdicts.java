/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Verdict;
import dev.holdfast.retry.Outcome;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What a condition made of the outcomes of two attempts that race. Each outcome is judged once,
 * also if the condition throws, since a predicate may consume what it judges. Thread-safe.
 */
final class Verdicts {

  private final RetryCondition condition;
  /** By identity: a verdict, or what the condition threw. */
  private final Map<Outcome<?>, Object> known =
      Collections.synchronizedMap(new IdentityHashMap<>(4));

  Verdicts(RetryCondition condition) {
    this.condition = condition;
  }

  /** The verdict on that outcome; asked for by one thread at a time for each outcome. */
  Verdict of(Outcome<?> outcome) {
    Object before = known.get(outcome);
    if (before == null) {
      before = judged(outcome);
      known.put(outcome, before);
    }
    if (before instanceof Verdict verdict) {
      return verdict;
    }
    throw Sneaky.throwing((Throwable) before);
  }

  private Object judged(Outcome<?> outcome) {
    try {
      return condition.judge(outcome);
    } catch (Throwable broken) {
      return broken;
    }
  }
}
