/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.StreamedResponse;
import java.io.Closeable;
import java.io.IOException;

/**
 * Where a body goes. An {@code IOException} of it means that the body could not be written. For one
 * thread at a time.
 */
interface BodySink extends Closeable {

  /** Begins with that response's body. What was written of an earlier one is dropped. */
  void begin(StreamedResponse response) throws IOException;

  /** The next bytes of the body. */
  void write(byte[] bytes, int length) throws IOException;

  /** The body is whole. */
  void complete() throws IOException;

  /** Whether {@link #begin} may be called again: no byte of a body has left yet. */
  boolean canRestart();

  /** Ends without a whole body, unless it is complete. */
  @Override
  void close() throws IOException;
}
