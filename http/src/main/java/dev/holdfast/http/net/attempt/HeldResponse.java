/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;

/**
 * The response of a blocking attempt, whose body is read from the connection as it is asked for.
 */
final class HeldResponse extends InputStream implements TransportResponse {

  private static final int LARGEST_SKIP = 8 * 1024;

  private final ResponseHead head;
  private final BlockingAttempt attempt;
  private boolean closed;

  HeldResponse(ResponseHead head, BlockingAttempt attempt) {
    this.head = head;
    this.attempt = attempt;
  }

  @Override
  public int status() {
    return head.status();
  }

  @Override
  public String reason() {
    return head.reason();
  }

  @Override
  public Headers headers() {
    return head.headers();
  }

  @Override
  public InputStream body() {
    return this;
  }

  @Override
  public Headers trailers() {
    return attempt.trailers();
  }

  @Override
  public int read() throws TransportException {
    if (attempt.wholeRead()) {
      return -1;
    }
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws TransportException {
    if (length == 0) {
      return 0;
    }
    if (closed && !attempt.wholeRead()) {
      throw TransportException.of(
          FailureKind.CONNECTION_BROKEN_MID_BODY,
          Sent.ANSWERED,
          "the response was closed before its body was read",
          null);
    }
    return attempt.read(target, offset, length);
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    if (!closed && attempt.worthReading(maxBytes)) {
      attempt.clock().beginDiscard(maxNanos);
      skipAtMost(maxBytes);
    }
    close();
  }

  /** Reads to the end if that is near; failures only mean that it was not reached. */
  private void skipAtMost(long maxBytes) {
    byte[] sink = new byte[(int) Math.min(Math.max(1, maxBytes), LARGEST_SKIP)];
    long left = maxBytes;
    try {
      // One byte more than allowed would be needed to see that there is no more.
      for (int count = 0; count >= 0 && left >= 0; left -= Math.max(0, count)) {
        count = read(sink, 0, sink.length);
      }
    } catch (TransportException unwanted) {
      // The connection is not reusable then, which is all that matters.
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      attempt.giveUp();
    }
  }
}
