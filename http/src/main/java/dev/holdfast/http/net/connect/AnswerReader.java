/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Parses the head of a proxy's response. */
@FunctionalInterface
public interface AnswerReader {

  /**
   * Consumes bytes up to the end of the final head, and no further.
   *
   * @return the head, or null if more bytes are needed
   * @throws TransportException if it is malformed or too long
   */
  @Nullable ResponseHead accept(ByteBuffer arrived) throws TransportException;
}
