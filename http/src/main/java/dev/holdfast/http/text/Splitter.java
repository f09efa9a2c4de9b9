/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes items of the bytes of a body: lines, events. For one thread at a time.
 *
 * @param <T> an item
 */
public interface Splitter<T> {

  /** The next bytes; all of them are taken. The items before must have been taken out. */
  void add(ByteBuffer bytes);

  /**
   * The next item, or null if it needs more bytes.
   *
   * @throws TransportException if it is longer than allowed
   */
  @Nullable T next() throws TransportException;

  /** The body has ended: the next item all the same, or null if there are no more. */
  @Nullable T last() throws TransportException;
}
