/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import dev.holdfast.http.adapter.Innermost;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TlsSession;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that OkHttp carries: its limits, its progress, and the cause of its end. Stored as a
 * tag of its request, where interceptors find it. Used by the thread of the call; any thread may
 * cancel it.
 */
final class OkHttpAttempt {

  /**
   * The attempt that the current thread carries, for code that OkHttp calls without its request.
   */
  private static final Innermost<OkHttpAttempt> PRESENT = new Innermost<>();

  /** The relation of OkHttp's call to an attempt. */
  enum Place {
    /** The call is made for this attempt. */
    CALL(true),
    /** The call continues after the attempt. */
    PART_OF_CALL(true),
    /**
     * The call continues after the attempt, and no {@link ExchangeGuard} reports its exchanges, so
     * that nothing is proven.
     */
    UNGUARDED_PART(false);

    private final boolean guarded;

    Place(boolean guarded) {
      this.guarded = guarded;
    }
  }

  private final Place place;
  private final AttemptLimits limits;
  private final AttemptListener listener;
  private final long begun = System.nanoTime();
  private @Nullable Call call;
  private @Nullable CallTimer whole;
  private volatile boolean cancelled;
  private @Nullable CallTimer connecting;
  private boolean connectTimedOut;
  private boolean exchanged;
  private boolean bodyBegun;
  private boolean sending;

  OkHttpAttempt(AttemptLimits limits, AttemptListener listener, Place place) {
    this.limits = limits;
    this.listener = listener;
    this.place = place;
  }

  /** Makes this an attempt of that call, which its limits end. */
  void of(Call carrying) {
    call = carrying;
    whole = CallTimer.start(carrying, wholeNanos());
  }

  /** The attempt that the calling thread carries; null if there is none. */
  static @Nullable OkHttpAttempt present() {
    return PRESENT.get();
  }

  AttemptLimits limits() {
    return limits;
  }

  private long wholeNanos() {
    return Math.min(limits.attemptNanos(), limits.deadlineNanos());
  }

  /** The nanoseconds left for connecting. */
  long connectNanosLeft() {
    return Math.min(limits.connectNanos(), wholeNanos()) - (System.nanoTime() - begun);
  }

  void begin(Phase phase) {
    listener.begin(phase);
  }

  /** Proceeds to OkHttp's own interceptors, with the limits of this attempt. */
  okhttp3.Response proceed(Interceptor.Chain chain, okhttp3.Request request) throws IOException {
    Interceptor.Chain limited = chain
        .withReadTimeout(CallTimer.millis(limits.readNanos()), CallTimer.UNIT)
        .withWriteTimeout(CallTimer.millis(limits.writeNanos()), CallTimer.UNIT);
    OkHttpAttempt outer = PRESENT.enter(this);
    try {
      return limited.proceed(request);
    } finally {
      PRESENT.leave(outer);
    }
  }

  /** Proceeds to connect, with one limit for the look-up of the name, all addresses and TLS. */
  okhttp3.Response connect(Interceptor.Chain chain, okhttp3.Request request) throws IOException {
    begin(Phase.CONNECT);
    connecting = CallTimer.start(chain.call(), limits.connectNanos());
    try {
      int millis = CallTimer.millis(limits.connectNanos());
      return proceed(chain.withConnectTimeout(millis, CallTimer.UNIT), request);
    } finally {
      connected();
    }
  }

  private void connected() {
    if (connecting != null) {
      connectTimedOut |= connecting.stop();
      connecting = null;
    }
  }

  /** Called when the look-up of the name has used up the time for connecting. */
  void connectExpired() {
    connectTimedOut = true;
  }

  /**
   * Called when a connection is available and the request is about to be sent.
   *
   * @throws IOException if the time for connecting is over
   */
  void exchange(@Nullable Connection connection, boolean reused, boolean hasBody)
      throws IOException {
    connected();
    if (connectTimedOut) {
      throw new IOException("Canceled");
    }
    exchanged = true;
    if (connection != null) {
      String name = String.valueOf(connection.route().socketAddress());
      listener.connected(reused, name);
      listener.carriedBy(info(connection, name));
    }
    sending = true;
    listener.begin(Phase.SEND);
    if (!hasBody) {
      sent();
    }
  }

  private static ConnectionInfo info(Connection connection, String name) {
    Handshake handshake = connection.handshake();
    Optional<TlsSession> tls = handshake == null
        ? Optional.empty()
        : Optional.of(new TlsSession(
            handshake.tlsVersion().javaName(),
            handshake.cipherSuite().javaName(),
            handshake.peerCertificates()));
    String protocol = OkHttpMessages.protocol(connection.protocol());
    return new ConnectionInfo(protocol, name, Optional.of(connection.route().socketAddress()), tls);
  }

  void bodyBegins() {
    bodyBegun = true;
    sending = true;
  }

  /** Called when the whole request was sent. */
  void sent() {
    sending = false;
    listener.begin(Phase.HEAD);
  }

  boolean exchanged() {
    return exchanged;
  }

  boolean sending() {
    return sending;
  }

  boolean connectTimedOut() {
    return connectTimedOut;
  }

  /** Whether this side cancelled it, other than by one of its limits. */
  boolean cancelled() {
    boolean ended = call != null && call.isCanceled();
    return cancelled || ended && !deadlineOver() && !timedOut() && !connectTimedOut;
  }

  private long elapsed() {
    return System.nanoTime() - begun;
  }

  boolean deadlineOver() {
    return elapsed() >= limits.deadlineNanos();
  }

  boolean timedOut() {
    return elapsed() >= limits.attemptNanos();
  }

  /**
   * Whether the request may have been sent: without a guard, by an earlier exchange of OkHttp too.
   */
  Sent mayHaveSent() {
    return place.guarded && !exchanged && !bodyBegun ? Sent.NO : Sent.MAYBE;
  }

  TransportException failure(IOException thrown) {
    return OkHttpFailures.beforeHead(this, thrown);
  }

  /** Ends the attempt, whatever it is waiting for. Does not block. */
  void cancel() {
    cancelled = true;
    if (call != null) {
      call.cancel();
    }
  }

  /** Abandons the rest of the response, which need not be read. */
  void abandon() {
    if (place == Place.CALL) {
      cancel();
    }
  }

  /** Ends the attempt. Its limits no longer cancel anything. Idempotent. */
  void end() {
    if (whole != null) {
      whole.stop();
    }
  }
}
