/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.engine.time.Nanos;
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

/** Turns what ended an attempt into the failure that the caller sees. */
public final class AttemptFailures {

  private final Origin origin;
  private final AttemptClock clock;

  /** For an attempt that this clock measures. */
  public AttemptFailures(Origin origin, AttemptClock clock) {
    this.origin = origin;
    this.clock = clock;
  }

  /** We gave up waiting. Whatever limit struck: a full pool is no fault of the peer. */
  public TransportException stopped(
      EndReason reason, Phase phase, Sent sent, @Nullable Throwable cause) {
    TransportException failure =
        TransportException.of(category(reason, phase), sent, message(reason, phase), cause);
    return phase == Phase.POOL ? failure.asOwnLimit() : failure;
  }

  /**
   * The connection ended before a whole response head had come.
   *
   * @param started whether any byte of it had
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

  /** Whether the peer has refused us by an alert of the handshake. */
  public static boolean refusedByTls(Exception cause) {
    return cause instanceof SSLHandshakeException;
  }

  /**
   * With TLS 1.3 a peer judges our certificate after the handshake is over for us, and says so in
   * an alert. The same certificate would meet the same judgement.
   */
  public static TransportException tlsRefusal(Sent sent, IOException cause) {
    return TransportException.of(
            FailureKind.TLS_ERROR,
            sent,
            "the peer ended TLS after the handshake" + detail(cause),
            cause)
        .asPermanent();
  }

  /** Bytes that came before the request was sent: no answer to it, whatever they say. */
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

  /** The peer has answered as if it had got the request, but it has not. */
  public TransportException unsent(ResponseHead head, IOException cause) {
    TransportException failure = TransportException.of(
        FailureKind.CONNECTION_ABORTED,
        Sent.ANSWERED,
        "the request could not be sent whole" + detail(cause),
        cause);
    return afterAnswer(failure, head);
  }

  /** That failure, after the peer had begun to answer. */
  public TransportException afterAnswer(TransportException failure, ResponseHead head) {
    TransportException.Head told =
        new TransportException.Head(head.status(), head.reason(), head.headers());
    return failure
        .withMessage(
            failure.getMessage() + "; the peer had answered " + told.statusLine() + " before")
        .withHead(told);
  }

  /** The proxy that the request was handed to wants other credentials. */
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
   * The failure of a request that had to be repeated within its attempt: however the repeat ends,
   * something was sent before.
   */
  public static TransportException ofRepeat(TransportException failure) {
    return failure.sent() == Sent.NO ? failure.withSent(Sent.MAYBE) : failure;
  }

  /** The connection ended inside the body. */
  public TransportException truncated(String progress, IOException cause) {
    return TransportException.of(
        FailureKind.CONNECTION_BROKEN_MID_BODY,
        Sent.ANSWERED,
        at("response body cut off: " + progress + detail(cause)),
        cause);
  }

  /** The caller's body did not keep its word. */
  public TransportException invalidBody(Sent sent, String message, @Nullable Throwable cause) {
    return TransportException.of(FailureKind.INVALID_REQUEST, sent, message, cause)
        .asPermanent();
  }

  /** The same failure with the place named. */
  public TransportException located(TransportException failure) {
    return failure.withMessage(at(String.valueOf(failure.getMessage())));
  }

  /** Anything that has no better name: never leaves the transport as it is. */
  public TransportException connectError(Exception cause) {
    return TransportException.of(
        FailureKind.CONNECT_ERROR, Sent.NO, at("connecting failed: " + cause), cause);
  }

  /** A fault of Holdfast or of a listener; one of the machine, as of its memory, is final. */
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
