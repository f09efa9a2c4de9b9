/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Failures of attempts that another client carries, named for a session. What all clients have in
 * common is here; how far an attempt had come is known to the client's transport.
 *
 * @param client its name, with which messages begin
 */
public record ClientFailures(String client) {

  /** Names what the client has thrown, by a kind that is known. */
  public TransportException of(FailureKind kind, Sent sent, Throwable thrown) {
    return of(kind, sent, Escaped.text(thrown.toString()), thrown);
  }

  /** As {@link #of(FailureKind, Sent, Throwable)}, in other words. */
  public TransportException of(FailureKind kind, Sent sent, String what, Throwable thrown) {
    String message = switch (kind) {
      case DEADLINE_EXCEEDED -> "the deadline passed (" + what + ")";
      case CONNECT_TIMEOUT -> "the connect timeout passed (" + what + ")";
      default -> what;
    };
    return TransportException.of(kind, sent, client + ": " + message, thrown);
  }

  /**
   * Names what the client has thrown before there was a connection, if its type says what failed:
   * the look-up of the name, connecting, or TLS. A certificate that is refused is permanent.
   */
  public @Nullable TransportException connecting(Sent sent, Throwable thrown) {
    if (thrown instanceof SSLException) {
      TransportException failure = of(FailureKind.TLS_ERROR, sent, thrown);
      return failure.certificateRefused() ? failure.asPermanent() : failure;
    }
    if (thrown instanceof UnknownHostException) {
      return of(FailureKind.DNS_FAILURE, sent, thrown);
    }
    return thrown instanceof ConnectException
        ? of(FailureKind.CONNECT_REFUSED, sent, thrown)
        : null;
  }

  /** The client cannot carry the request: no attempt could. */
  public TransportException refused(Sent sent, String message, @Nullable Throwable cause) {
    return TransportException.of(FailureKind.INVALID_REQUEST, sent, client + ": " + message, cause)
        .asPermanent();
  }
}
