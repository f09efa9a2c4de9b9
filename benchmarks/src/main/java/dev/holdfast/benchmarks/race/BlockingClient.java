/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.io.Closeable;
import java.io.IOException;

/** A blocking client. */
public interface BlockingClient extends Closeable {

  /** Makes the calls of one thread; used by that thread alone. */
  interface Caller extends Closeable {

    /** Makes one call, reads the whole body into an array, and returns its length. */
    int call() throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /** Creates a caller for one more thread. */
  Caller newCaller() throws Exception;

  @Override
  default void close() throws IOException {}
}
