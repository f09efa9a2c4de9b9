/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import dev.holdfast.http.message.Headers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the body of a download goes, if not to a file: a pipe, an archive, a store of objects. One
 * sink serves one call. It gets the body once and in order, even if several answers brought it.
 *
 * <p>An {@link IOException} ends the call; it is not retried. Called by one thread at a time, in an
 * asynchronous call by threads of the session's executor, and it may block; but {@link #close} may
 * come from another thread while a write runs, when the call is cancelled or its deadline passes.
 */
public interface DownloadSink extends Closeable {

  /**
   * The head of the answer whose body begins.
   *
   * @param headers as received
   * @param length of the body, or -1 if it is not known
   */
  record Head(int status, String reason, Headers headers, long length) {}

  /**
   * A body begins. What was written of an earlier one is to be dropped.
   *
   * @throws IOException if it cannot be written
   */
  void begin(Head head) throws IOException;

  /** The next bytes; all of them are to be taken. */
  void write(ByteBuffer bytes) throws IOException;

  /** The body is whole, and no other attempt follows. */
  void complete() throws IOException;

  /**
   * Whether {@link #begin} may be called again. If not, a body that broke off is continued, or the
   * call fails.
   */
  boolean canRestart();

  /** The call is over; without {@link #complete} before, its body is not whole. */
  @Override
  void close() throws IOException;
}
