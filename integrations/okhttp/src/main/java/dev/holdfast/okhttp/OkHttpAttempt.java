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
 * One attempt that OkHttp carries: its limits, how far it has come, and what ended it. A tag of its
 * request, so that interceptors find it. Used by the thread of the call; may be cancelled by any.
 */
final class OkHttpAttempt {

  /** The attempt that this thread carries, for what OkHttp calls without its request. */
  private static final Innermost<OkHttpAttempt> PRESENT = new Innermost<>();

  /** What OkHttp's call is to an attempt. */
  enum Place {
    /** The call is made for this attempt. */
    CALL(true),
    /** The call goes on after the attempt. */
    PART_OF_CALL(true),
    /** The same, and no {@link ExchangeGuard} tells of its exchanges, so that nothing is proven. */
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

  /** Becomes an attempt of that call, which its limits end. */
  void of(Call carrying) {
    call = carrying;
    whole = CallTimer.start(carrying, wholeNanos());
  }

  /** The attempt that the calling thread carries, if it does. */
  static @Nullable OkHttpAttempt present() {
    return PRESENT.get();
  }

  AttemptLimits limits() {
    return limits;
  }

  private long wholeNanos() {
    return Math.min(limits.attemptNanos(), limits.deadlineNanos());
  }

  /** The nanoseconds that are left for connecting. */
  long connectNanosLeft() {
    return Math.min(limits.connectNanos(), wholeNanos()) - (System.nanoTime() - begun);
  }

  void begin(Phase phase) {
    listener.begin(phase);
  }

  /** Goes on to OkHttp's own interceptors, with the limits of this attempt. */
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

  /** The same, with one limit for the look-up of the name, all addresses and TLS. */
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

  /** The name was looked up for as long as connecting may take. */
  void connectExpired() {
    connectTimedOut = true;
  }

  /**
   * A connection is in hand, and the request is about to be sent.
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

  /** The request was sent whole. */
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

  /** Whether it was cancelled by this side, and not by one of its limits. */
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

  /** Without a guard an earlier exchange of OkHttp's may have sent it. */
  Sent mayHaveSent() {
    return place.guarded && !exchanged && !bodyBegun ? Sent.NO : Sent.MAYBE;
  }

  TransportException failure(IOException thrown) {
    return OkHttpFailures.beforeHead(this, thrown);
  }

  /** Ends the attempt, whatever it waits for. Does not block. */
  void cancel() {
    cancelled = true;
    if (call != null) {
      call.cancel();
    }
  }

  /** The rest of the response is not wanted: there is no need to read it. */
  void abandon() {
    if (place == Place.CALL) {
      cancel();
    }
  }

  /** The attempt is over; its limits cancel nothing any more. Idempotent. */
  void end() {
    if (whole != null) {
      whole.stop();
    }
  }
}
