/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import java.io.IOException;

/** One client in the race. */
interface Contender extends AutoCloseable {

  /** What one thread calls; used by that thread alone. */
  interface Caller extends AutoCloseable {

    /** Makes one call, reads the whole body into an array, and returns its length. */
    int call() throws Exception;

    @Override
    default void close() throws IOException {}
  }

  Caller newCaller() throws Exception;

  @Override
  default void close() throws IOException {}
}
