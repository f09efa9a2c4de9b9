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
 * The verdicts on the outcomes of a hedged pair. Each outcome is judged once, even if the condition
 * throws, since a predicate may consume what it judges. Thread-safe.
 */
final class Verdicts {

  private final RetryCondition condition;
  /** By identity of the outcome: the verdict, or the exception of the condition. */
  private final Map<Outcome<?>, Object> known =
      Collections.synchronizedMap(new IdentityHashMap<>(4));

  Verdicts(RetryCondition condition) {
    this.condition = condition;
  }

  /** The verdict on the outcome; for each outcome, used by one thread at a time. */
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
