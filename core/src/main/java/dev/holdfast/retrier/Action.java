/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import org.jspecify.annotations.Nullable;

/**
 * A block of code that can be run again. Unlike {@link java.util.concurrent.Callable} it says which
 * exception it throws, so a call of code that throws none needs no catch.
 *
 * @param <T> what it gives
 * @param <X> what it throws
 */
@FunctionalInterface
public interface Action<T extends @Nullable Object, X extends Exception> {

  /** Runs once. */
  T call() throws X;
}
