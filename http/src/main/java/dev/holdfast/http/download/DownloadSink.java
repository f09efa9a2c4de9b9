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
 * The target of a download that is not a file: a pipe, an archive, an object store. One sink serves
 * one call. It gets the body once and in order, even if it came in several responses.
 *
 * <p>An {@link IOException} ends the call; it is not retried. Called by one thread at a time, in an
 * asynchronous call by threads of the session's executor, and it may block: its thread is
 * interrupted when the deadline of the call passes. {@link #close} may come from another thread
 * while a write runs, when the call is cancelled or its deadline passes.
 */
public interface DownloadSink extends Closeable {

  /**
   * The head of the response whose body begins.
   *
   * @param headers as received
   * @param length of the body, or -1 if it is not known
   */
  record Head(int status, String reason, Headers headers, long length) {}

  /**
   * Begins a body. The bytes of an earlier one must be discarded.
   *
   * @throws IOException if it cannot be written
   */
  void begin(Head head) throws IOException;

  /** Writes the next bytes, and must consume all of them. */
  void write(ByteBuffer bytes) throws IOException;

  /** Called when the body is whole, and no other attempt follows. */
  void complete() throws IOException;

  /**
   * Whether {@link #begin} may be called again. If not, a body that breaks off is continued, or the
   * call fails.
   */
  boolean canRestart();

  /**
   * Called when the call has ended. Without an earlier {@link #complete}, its body is not whole.
   */
  @Override
  void close() throws IOException;
}
