/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.adapter.ClientFailures;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** Classifies the exceptions of the JDK's client by their type. */
final class JdkFailures {

  static final ClientFailures CLIENT = new ClientFailures("java.net.http");

  private JdkFailures() {}

  static TransportException beforeHead(JdkAttempt attempt, Throwable thrown) {
    Throwable source = attempt.bodyFailure();
    if (attempt.cancelled()) {
      return CLIENT.of(FailureKind.CANCELLED, Sent.MAYBE, thrown);
    }
    if (source != null) {
      return CLIENT.refused(
          Sent.MAYBE,
          "the request body failed: " + Escaped.text(String.valueOf(source.getMessage())),
          source);
    }
    Sent unconnected = attempt.repeated() ? Sent.MAYBE : Sent.NO;
    if (thrown instanceof HttpConnectTimeoutException) {
      return CLIENT.of(FailureKind.CONNECT_TIMEOUT, unconnected, thrown);
    }
    if (thrown instanceof ConnectException || thrown instanceof UnknownHostException) {
      boolean unknown =
          has(thrown, UnresolvedAddressException.class) || has(thrown, UnknownHostException.class);
      return CLIENT.of(
          unknown ? FailureKind.DNS_FAILURE : FailureKind.CONNECT_REFUSED, unconnected, thrown);
    }
    TransportException tls = CLIENT.connecting(Sent.MAYBE, thrown);
    if (tls != null) {
      return tls;
    }
    return CLIENT.of(
        thrown instanceof ProtocolException
            ? FailureKind.BAD_RESPONSE
            : FailureKind.CONNECTION_ABORTED,
        Sent.MAYBE,
        thrown);
  }

  static TransportException inBody(JdkAttempt attempt, Throwable thrown) {
    return CLIENT.of(
        attempt.cancelled() ? FailureKind.CANCELLED : FailureKind.CONNECTION_BROKEN_MID_BODY,
        Sent.ANSWERED,
        thrown);
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}
