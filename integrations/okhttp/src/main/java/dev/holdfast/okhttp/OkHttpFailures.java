/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Classifies OkHttp's exceptions by their type and by the progress of the attempt. */
final class OkHttpFailures {

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
      return failure(FailureKind.INVALID_REQUEST, sent, body).asPermanent();
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
    if (thrown instanceof SSLException) {
      TransportException failure = failure(FailureKind.TLS_ERROR, sent, thrown);
      return failure.certificateRefused() ? failure.asPermanent() : failure;
    }
    if (thrown instanceof UnknownServiceException) {
      return failure(FailureKind.INVALID_REQUEST, sent, thrown).asPermanent();
    }
    if (thrown instanceof SocketTimeoutException) {
      return failure(
          sent == Sent.NO ? FailureKind.CONNECT_TIMEOUT : timeout(attempt), sent, thrown);
    }
    if (thrown instanceof UnknownHostException) {
      return failure(FailureKind.DNS_FAILURE, sent, thrown);
    }
    if (thrown instanceof ConnectException) {
      return failure(FailureKind.CONNECT_REFUSED, sent, thrown);
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
    String what = thrown instanceof BodyFailure
        ? String.valueOf(thrown.getMessage())
        : Escaped.text(thrown.toString());
    return TransportException.of(
        kind,
        sent,
        switch (kind) {
          case DEADLINE_EXCEEDED -> "OkHttp: the deadline passed (" + what + ")";
          case CONNECT_TIMEOUT -> "OkHttp: the connect timeout passed (" + what + ")";
          default -> "OkHttp: " + what;
        },
        thrown);
  }

  /** A failure of the source of a request body, not of the connection. */
  static final class BodyFailure extends IOException {
    private static final long serialVersionUID = 1L;

    BodyFailure(Exception cause) {
      super("the request body failed: " + Escaped.text(String.valueOf(cause.getMessage())), cause);
    }
  }
}
