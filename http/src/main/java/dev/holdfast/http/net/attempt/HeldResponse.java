/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.TransportException;

/** The response of a blocking attempt. Its body is read from the connection on demand. */
final class HeldResponse extends ReadResponse {

  private final ResponseHead head;
  private final BlockingAttempt attempt;

  HeldResponse(ResponseHead head, BlockingAttempt attempt) {
    this.head = head;
    this.attempt = attempt;
  }

  @Override
  ResponseHead head() {
    return head;
  }

  @Override
  public Headers trailers() {
    return attempt.trailers();
  }

  @Override
  boolean wholeRead() {
    return attempt.wholeRead();
  }

  @Override
  int readSome(byte[] target, int offset, int length) throws TransportException {
    return attempt.read(target, offset, length);
  }

  @Override
  boolean beginDiscard(long maxBytes, long maxNanos) {
    boolean worth = attempt.worthReading(maxBytes);
    if (worth) {
      attempt.clock().beginDiscard(maxNanos);
    }
    return worth;
  }

  @Override
  void giveUp() {
    attempt.giveUp();
  }
}
