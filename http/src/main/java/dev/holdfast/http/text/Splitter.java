/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Splits the bytes of a body into items: lines, events. For one thread at a time.
 *
 * @param <T> an item
 */
public interface Splitter<T> {

  /** Adds the next bytes, and consumes all of them. All items must have been taken before. */
  void add(ByteBuffer bytes);

  /**
   * Returns the next item, or null if it needs more bytes.
   *
   * @throws TransportException if the item is longer than allowed
   */
  @Nullable T next() throws TransportException;

  /** Ends the body, and returns the last item, or null if there are no more. */
  @Nullable T last() throws TransportException;
}
