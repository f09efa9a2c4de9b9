/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.adapter.ClientFailures;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Classifies Apache's exceptions by their type and by the progress of the attempt. */
final class ExecFailures {

  static final ClientFailures CLIENT = new ClientFailures("Apache");

  private ExecFailures() {}

  static TransportException beforeHead(ExecAttempt attempt, Exception thrown) {
    if (thrown instanceof TransportException known) {
      return known;
    }
    Sent sent = attempt.mayHaveSent();
    FailureKind ended = ended(attempt);
    if (ended != null) {
      return CLIENT.of(ended, sent, thrown);
    }
    if (thrown instanceof ConnectionRequestTimeoutException) {
      return CLIENT.of(FailureKind.POOL_TIMEOUT, Sent.NO, thrown).asOwnLimit();
    }
    if (attempt.exchanged()) {
      return lost(sent, thrown);
    }
    TransportException named = CLIENT.connecting(sent, thrown);
    if (named != null) {
      return named;
    }
    if (sent == Sent.MAYBE) {
      return lost(sent, thrown);
    }
    return CLIENT.of(
        thrown instanceof SocketTimeoutException
            ? FailureKind.CONNECT_TIMEOUT
            : FailureKind.CONNECT_ERROR,
        sent,
        thrown);
  }

  private static TransportException lost(Sent sent, Exception thrown) {
    if (thrown instanceof SocketTimeoutException) {
      return CLIENT.of(FailureKind.READ_TIMEOUT, sent, thrown);
    }
    return CLIENT.of(
        thrown instanceof HttpException ? FailureKind.BAD_RESPONSE : FailureKind.CONNECTION_ABORTED,
        sent,
        thrown);
  }

  static TransportException inBody(ExecAttempt attempt, IOException thrown) {
    FailureKind ended = ended(attempt);
    if (ended == null) {
      boolean malformed = thrown instanceof MalformedChunkCodingException
          && !(thrown instanceof TruncatedChunkException);
      ended = malformed ? FailureKind.BAD_CHUNK : FailureKind.CONNECTION_BROKEN_MID_BODY;
      ended = thrown instanceof SocketTimeoutException ? FailureKind.READ_TIMEOUT : ended;
    }
    return CLIENT.of(ended, Sent.ANSWERED, thrown);
  }

  /** The reason why this side ended the attempt; null if it did not. */
  private static @Nullable FailureKind ended(ExecAttempt attempt) {
    if (Thread.currentThread().isInterrupted() || attempt.cancelled()) {
      return FailureKind.CANCELLED;
    }
    if (attempt.deadlineOver()) {
      return FailureKind.DEADLINE_EXCEEDED;
    }
    return attempt.timedOut() ? FailureKind.READ_TIMEOUT : null;
  }
}
