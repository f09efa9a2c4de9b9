/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * A condition on responses.
 *
 * @param what in words: what the response is, if the condition holds
 * @param holds the condition
 */
record ResponseCheck(String what, Predicate<Response> holds) {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  ResponseCheck {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(holds, "holds");
  }

  /** Whether the condition holds; one that throws does not. */
  boolean holds(Response response) {
    return test(what, holds, response);
  }

  static <T> boolean test(String what, Predicate<T> condition, T value) {
    try {
      return condition.test(value);
    } catch (RuntimeException failure) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          () -> "the condition '" + what + "' failed, so it does not hold: " + failure.getClass());
      return false;
    }
  }
}
