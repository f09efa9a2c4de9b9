/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.caller;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * A condition that the caller has set.
 *
 * @param what the description of a value for which the condition holds
 * @param test the condition
 * @param <T> the type of the value, such as a response
 */
public record Condition<T>(String what, Predicate<T> test) {

  /** Checks that nothing is missing. */
  public Condition {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(test, "condition");
  }

  /** Whether the condition holds; one that throws does not. */
  public boolean holds(T value) {
    try {
      return test.test(value);
    } catch (RuntimeException failure) {
      CallersCode.warn(
          "the condition '" + what + "' failed, so it does not hold: " + failure.getClass());
      return false;
    }
  }
}
