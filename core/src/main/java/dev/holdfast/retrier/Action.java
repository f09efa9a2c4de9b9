/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import org.jspecify.annotations.Nullable;

/**
 * A block of code that can be run again. Unlike {@link java.util.concurrent.Callable} it declares
 * its exception type, so calling code that throws none needs no catch block.
 *
 * @param <T> type of the result
 * @param <X> type of the exception
 */
@FunctionalInterface
public interface Action<T extends @Nullable Object, X extends Exception> {

  /** Runs the block once. */
  T call() throws X;
}
