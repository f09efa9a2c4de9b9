/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/**
 * Decodes a content coding, piece by piece, without I/O: the blocking and the asynchronous path use
 * the same decoders. Holds native memory until it is closed. For one thread at a time.
 */
public interface ContentDecoder extends AutoCloseable {

  /**
   * Decodes bytes from {@code in} to {@code out}, until {@code in} is empty or {@code out} is full.
   * When it returns with room left in {@code out}, all of {@code in} was consumed and nothing is
   * pending; with {@code out} full there may be more, even if {@code in} is empty.
   *
   * @throws TransportException if the bytes do not decode, or decode to too much
   */
  void decode(ByteBuffer in, ByteBuffer out) throws TransportException;

  /**
   * Ends the coded body, after {@link #decode} has no more output.
   *
   * @throws TransportException if the coding is truncated
   */
  void finish() throws TransportException;

  /** Frees native memory. Idempotent. */
  @Override
  void close();
}
