/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An asynchronous client, used by any number of threads. */
public interface AsyncClient extends Closeable {

  /** Called once at the end of a call, on a thread that the client chooses. */
  interface Done {
    /**
     * Called when the call has ended.
     *
     * @param length of the body, which was read whole into an array
     * @param failure null if there was none
     */
    void done(int length, @Nullable Throwable failure);
  }

  /** Starts a call. */
  void start(Done done);

  @Override
  default void close() throws IOException {}
}
