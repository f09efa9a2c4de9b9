/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.concurrent.FileInterrupts;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Converts the end of an attempt to the failure that the caller gets. */
public final class AttemptFailures {

  private final Origin origin;
  private final AttemptClock clock;

  /** Creates failures for an attempt that this clock measures. */
  public AttemptFailures(Origin origin, AttemptClock clock) {
    this.origin = origin;
    this.clock = clock;
  }

  /**
   * Returns the failure of an attempt that this side ended. A full pool is not a fault of the peer,
   * whichever limit has passed.
   */
  public TransportException stopped(
      EndReason reason, Phase phase, Sent sent, @Nullable Throwable cause) {
    TransportException failure =
        TransportException.of(category(reason, phase), sent, message(reason, phase), cause);
    return phase == Phase.POOL ? failure.asOwnLimit() : failure;
  }

  /**
   * Returns the failure of a connection that ended before a whole response head had arrived.
   *
   * @param started whether any byte of it had arrived
   * @param reused whether the connection had carried a request before
   */
  public TransportException lost(Sent sent, boolean started, boolean reused, IOException cause) {
    if (refusedByTls(cause)) {
      return tlsRefusal(sent, cause);
    }
    if (started) {
      return aborted(sent, "connection ended inside the response head", cause);
    }
    TransportException failure =
        aborted(sent, "connection ended before any byte of a response", cause);
    TransportException told = cause instanceof SocketException ? failure : failure.asEmptyReply();
    return reused ? told.asStaleConnection() : told;
  }

  /** Whether the peer has refused this client with an alert of the handshake. */
  public static boolean refusedByTls(Exception cause) {
    return cause instanceof SSLHandshakeException;
  }

  /**
   * Returns the failure of a refused client certificate. With TLS 1.3 a peer checks it after the
   * client has finished its handshake, and reports the result in an alert. The same certificate
   * would be refused again.
   */
  public static TransportException tlsRefusal(Sent sent, IOException cause) {
    return TransportException.of(
            FailureKind.TLS_ERROR,
            sent,
            "the peer ended TLS after the handshake" + detail(cause),
            cause)
        .asPermanent();
  }

  /**
   * Returns the failure of bytes that arrived before the request was sent. They are not a response
   * to it, whatever they say.
   */
  public TransportException unasked(ByteBuffer arrived, boolean reused) {
    byte[] bytes = new byte[Math.min(arrived.remaining(), 100)];
    arrived.duplicate().get(bytes);
    TransportException failure = TransportException.of(
        FailureKind.BAD_RESPONSE,
        Sent.NO,
        "the peer sent " + Quoted.bytes(bytes) + " before the request was sent",
        null);
    return reused ? failure.asStaleConnection() : failure;
  }

  /**
   * Returns the failure of a peer that has responded as if it had the whole request, although it
   * was not sent.
   */
  public TransportException unsent(ResponseHead head, IOException cause) {
    TransportException failure = TransportException.of(
        FailureKind.CONNECTION_ABORTED,
        Sent.ANSWERED,
        "the request could not be sent whole" + detail(cause),
        cause);
    return afterAnswer(failure, head);
  }

  /** Returns that failure, after the peer had begun to respond. */
  public TransportException afterAnswer(TransportException failure, ResponseHead head) {
    TransportException.Head told =
        new TransportException.Head(head.status(), head.reason(), head.headers());
    return failure
        .withMessage(
            failure.getMessage() + "; the peer had answered " + told.statusLine() + " before")
        .withHead(told);
  }

  /** Returns the failure of a request that the proxy refuses without other credentials. */
  public TransportException deniedByProxy(Proxy proxy, ResponseHead head) {
    return TransportException.of(
            FailureKind.CONNECT_ERROR,
            Sent.MAYBE,
            "the proxy failed: it refused to send the request on: "
                + ProxyDenial.words(proxy, head),
            null)
        .asPermanent();
  }

  private static TransportException aborted(Sent sent, String what, IOException cause) {
    return TransportException.of(FailureKind.CONNECTION_ABORTED, sent, what + detail(cause), cause);
  }

  /**
   * Returns the failure of a request that had to be repeated within its attempt. However the repeat
   * ends, something was sent before.
   */
  public static TransportException ofRepeat(TransportException failure) {
    return failure.sent() == Sent.NO ? failure.withSent(Sent.MAYBE) : failure;
  }

  /** Returns the failure of a connection that ended inside the body. */
  public TransportException truncated(String progress, IOException cause) {
    return TransportException.of(
        FailureKind.CONNECTION_BROKEN_MID_BODY,
        Sent.ANSWERED,
        at("response body cut off: " + progress + detail(cause)),
        cause);
  }

  /**
   * Returns the failure of a body whose length or content is not as the caller declared, or whose
   * thread was interrupted.
   */
  public TransportException invalidBody(Sent sent, String message, @Nullable Throwable cause) {
    if (cause instanceof IOException failure && FileInterrupts.caused(failure)) {
      return TransportException.of(
          FailureKind.CANCELLED,
          sent,
          "the thread was interrupted while the request body was read",
          cause);
    }
    return TransportException.of(FailureKind.INVALID_REQUEST, sent, message, cause)
        .asPermanent();
  }

  /** Returns the same failure with the place named. */
  public TransportException located(TransportException failure) {
    return failure.withMessage(at(String.valueOf(failure.getMessage())));
  }

  /**
   * Returns the failure for an exception without a better category. The exception itself never
   * leaves the transport.
   */
  public TransportException connectError(Exception cause) {
    return TransportException.of(
        FailureKind.CONNECT_ERROR, Sent.NO, at("connecting failed: " + cause), cause);
  }

  /**
   * Returns the failure for a bug of Holdfast or of a listener. A fault of the machine, such as a
   * lack of memory, is final.
   */
  public TransportException unforeseen(Sent sent, Throwable cause) {
    TransportException known =
        TransportException.of(FailureKind.CONNECTION_ABORTED, sent, at(cause.toString()), cause);
    return cause instanceof Error ? known.asPermanent() : known;
  }

  private static FailureKind category(EndReason reason, Phase phase) {
    return switch (reason) {
      case DEADLINE -> FailureKind.DEADLINE_EXCEEDED;
      case INTERRUPTED, CANCELLED, CLOSED -> FailureKind.CANCELLED;
      case CONNECT -> FailureKind.CONNECT_TIMEOUT;
      case SILENCE, ATTEMPT ->
        switch (phase) {
          case POOL -> FailureKind.POOL_TIMEOUT;
          case DNS, CONNECT, TLS -> FailureKind.CONNECT_TIMEOUT;
          case SEND -> FailureKind.WRITE_TIMEOUT;
          case HEAD, BODY -> FailureKind.READ_TIMEOUT;
        };
    };
  }

  private String message(EndReason reason, Phase phase) {
    AttemptLimits limits = clock.limits();
    String name = phaseName(phase);
    return switch (reason) {
      case INTERRUPTED -> at(name + ": thread interrupted" + after());
      case CANCELLED -> at(name + ": cancelled" + after());
      case CLOSED -> at(name + ": session closed" + after());
      case DEADLINE ->
        at(name + ": deadline passed, " + Nanos.format(limits.deadlineNanos())
            + " after the attempt began");
      case ATTEMPT ->
        at(name + ": attempt timeout of " + Nanos.format(limits.attemptNanos()) + " passed");
      case CONNECT ->
        at(name + ": connect timeout of " + Nanos.format(limits.connectNanos()) + " passed");
      case SILENCE -> at(name + ": " + silence(phase) + after());
    };
  }

  private String silence(Phase phase) {
    AttemptLimits limits = clock.limits();
    return switch (phase) {
      case POOL -> "no connection became free in " + Nanos.format(limits.poolNanos());
      case SEND -> "the peer took no byte for " + Nanos.format(limits.writeNanos());
      case HEAD, BODY -> "no byte came for " + Nanos.format(limits.readNanos());
      case DNS, CONNECT, TLS -> "no progress";
    };
  }

  private static String phaseName(Phase phase) {
    return switch (phase) {
      case POOL -> "waiting for a pooled connection";
      case DNS -> "name look-up";
      case CONNECT -> "connecting";
      case TLS -> "TLS handshake";
      case SEND -> "sending the request";
      case HEAD -> "waiting for the response head";
      case BODY -> "reading the response body";
    };
  }

  private String after() {
    return ", " + Nanos.format(clock.elapsed()) + " into the attempt";
  }

  private String at(String message) {
    return origin + ": " + message;
  }

  private static String detail(IOException cause) {
    String text = cause.getMessage();
    return text == null ? "" : " (" + Escaped.text(text) + ")";
  }
}
