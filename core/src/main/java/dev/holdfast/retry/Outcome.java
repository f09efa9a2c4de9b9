/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import java.util.Objects;

/**
 * The outcome of one attempt: a value or an error. As immutable as its content.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T> {

  /** The attempt returned a value, which may still be unacceptable. */
  record Value<T>(T value) implements Outcome<T> {}

  /** The attempt failed. */
  record Failure<T>(Throwable error) implements Outcome<T> {
    /** Checks its argument. */
    public Failure {
      Objects.requireNonNull(error, "error");
    }
  }

  /** An outcome with that value. */
  static <T> Outcome<T> of(T value) {
    return new Value<>(value);
  }

  /** An outcome with that error. */
  static <T> Outcome<T> failed(Throwable error) {
    return new Failure<>(error);
  }
}
