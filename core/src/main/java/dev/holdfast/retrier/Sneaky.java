/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

/** Throws a checked exception that the method does not declare. */
final class Sneaky {

  private Sneaky() {}

  static RuntimeException throwing(Throwable failure) {
    return Sneaky.<RuntimeException>as(failure);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X as(Throwable failure) throws X {
    throw (X) failure;
  }
}
