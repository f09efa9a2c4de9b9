/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/**
 * Takes a content coding off a body, piece by piece, without I/O: the blocking and the asynchronous
 * path feed the same decoders. Holds native memory until it is closed. For one thread at a time.
 */
public interface ContentDecoder extends AutoCloseable {

  /**
   * Takes bytes from {@code in} and puts decoded ones into {@code out}, until one of them has no
   * more to offer. When it returns with room left in {@code out}, all of {@code in} was taken and
   * nothing is pending; with {@code out} full there may be more, even if {@code in} is empty.
   *
   * @throws TransportException if the bytes do not decode, or decode to too much
   */
  void decode(ByteBuffer in, ByteBuffer out) throws TransportException;

  /**
   * The coded body has ended and {@link #decode} has no more to give.
   *
   * @throws TransportException if the coding is cut short
   */
  void finish() throws TransportException;

  /** Frees native memory. Calling it again does nothing. */
  @Override
  void close();
}
