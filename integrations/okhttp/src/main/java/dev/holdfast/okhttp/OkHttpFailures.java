/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.adapter.ClientFailures;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownServiceException;
import org.jspecify.annotations.Nullable;

/** Classifies OkHttp's exceptions by their type and by the progress of the attempt. */
final class OkHttpFailures {

  static final ClientFailures CLIENT = new ClientFailures("OkHttp");

  private OkHttpFailures() {}

  static TransportException beforeHead(OkHttpAttempt attempt, IOException thrown) {
    if (thrown instanceof TransportException known) {
      return known;
    }
    Sent sent = attempt.mayHaveSent();
    FailureKind ended = ended(attempt);
    if (ended != null) {
      return failure(ended, sent, thrown);
    }
    if (thrown instanceof BodyFailure body) {
      return CLIENT.refused(sent, String.valueOf(body.getMessage()), body);
    }
    return attempt.exchanged() ? lost(attempt, sent, thrown) : unconnected(attempt, sent, thrown);
  }

  static TransportException inBody(OkHttpAttempt attempt, IOException thrown) {
    FailureKind ended = ended(attempt);
    if (ended == null) {
      ended = thrown instanceof SocketTimeoutException
          ? FailureKind.READ_TIMEOUT
          : FailureKind.CONNECTION_BROKEN_MID_BODY;
    }
    return failure(ended, Sent.ANSWERED, thrown);
  }

  /** The reason why this side ended the attempt; null if it did not. */
  private static @Nullable FailureKind ended(OkHttpAttempt attempt) {
    if (Thread.currentThread().isInterrupted() || attempt.cancelled()) {
      return FailureKind.CANCELLED;
    }
    if (attempt.deadlineOver()) {
      return FailureKind.DEADLINE_EXCEEDED;
    }
    if (attempt.connectTimedOut()) {
      return FailureKind.CONNECT_TIMEOUT;
    }
    return attempt.timedOut() ? FailureKind.READ_TIMEOUT : null;
  }

  private static TransportException unconnected(
      OkHttpAttempt attempt, Sent sent, IOException thrown) {
    TransportException named = CLIENT.connecting(sent, thrown);
    if (named != null) {
      return named;
    }
    if (thrown instanceof UnknownServiceException) {
      return CLIENT.refused(sent, Escaped.text(thrown.toString()), thrown);
    }
    if (thrown instanceof SocketTimeoutException) {
      return failure(
          sent == Sent.NO ? FailureKind.CONNECT_TIMEOUT : timeout(attempt), sent, thrown);
    }
    return sent == Sent.NO
        ? failure(FailureKind.CONNECT_ERROR, sent, thrown)
        : lost(attempt, sent, thrown);
  }

  private static TransportException lost(OkHttpAttempt attempt, Sent sent, IOException thrown) {
    if (thrown instanceof SocketTimeoutException) {
      return failure(timeout(attempt), sent, thrown);
    }
    return failure(
        thrown instanceof ProtocolException
            ? FailureKind.BAD_RESPONSE
            : FailureKind.CONNECTION_ABORTED,
        sent,
        thrown);
  }

  private static FailureKind timeout(OkHttpAttempt attempt) {
    return attempt.sending() ? FailureKind.WRITE_TIMEOUT : FailureKind.READ_TIMEOUT;
  }

  private static TransportException failure(FailureKind kind, Sent sent, IOException thrown) {
    return thrown instanceof BodyFailure
        ? CLIENT.of(kind, sent, String.valueOf(thrown.getMessage()), thrown)
        : CLIENT.of(kind, sent, thrown);
  }

  /** A failure of the source of a request body, not of the connection. */
  static final class BodyFailure extends IOException {
    private static final long serialVersionUID = 1L;

    BodyFailure(Exception cause) {
      super("the request body failed: " + Escaped.text(String.valueOf(cause.getMessage())), cause);
    }
  }
}
