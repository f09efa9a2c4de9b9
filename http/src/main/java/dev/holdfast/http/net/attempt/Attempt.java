/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.AttemptClock;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.EndReason;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.ProxyLogins;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.net.Suspicion;
import dev.holdfast.http.net.connect.Connector;
import dev.holdfast.http.net.http1.Expectation;
import dev.holdfast.http.net.http1.Http1Exchange;
import dev.holdfast.http.net.http1.HttpExchange;
import dev.holdfast.http.net.http2.Http2Parts;
import dev.holdfast.http.net.http2.Http2Pool;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.pool.ConnectionPool;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import org.jspecify.annotations.Nullable;

/*
 * One attempt from the queue for a connection to the last byte of the body, whichever way its
 * caller waits for it. All its state belongs to its loop. It ends exactly once, in complete() or
 * end(), whichever is first, and then returns its permit to the pool. The class is long because
 * every event of an attempt arrives here.
 */
abstract class Attempt implements ConnectionSearch.Events {

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private final Parts parts;
  private final Loop loop;
  private TransportRequest request;
  private final AttemptListener listener;
  private final Origin origin;
  private final AttemptClock clock;
  private final AttemptFailures failures;

  private volatile Phase phase = Phase.POOL;
  private long phaseBegan;
  private @Nullable ConnectionSearch search;
  private volatile @Nullable HttpExchange exchange;
  private boolean wroteBefore;
  private boolean deniedBefore;
  private boolean over;

  /**
   * The shared parts of all attempts of a transport.
   *
   * @param streams assigns HTTP/2 streams
   * @param multiplexed the shared parts of HTTP/2 connections
   */
  record Parts(
      ConnectionPool pool,
      Connector.Parts connections,
      Http1Exchange.Parts exchanges,
      Http2Pool streams,
      Http2Parts multiplexed) {}

  Attempt(
      Parts parts,
      Loop loop,
      TransportRequest request,
      AttemptLimits limits,
      AttemptListener listener) {
    this.parts = parts;
    this.loop = loop;
    this.request = request;
    this.listener = listener;
    this.origin = Origin.of(request);
    this.clock = new AttemptClock(limits);
    this.failures = new AttemptFailures(origin, clock);
  }

  /** Called when the head has arrived. The body follows. */
  abstract void answered(ResponseHead head);

  /** Whether {@link #answered} was called. */
  abstract boolean hasAnswered();

  /**
   * Called when the attempt has ended and its connection is returned.
   *
   * @param failure null if it succeeded
   */
  abstract void ended(@Nullable TransportException failure);

  final Loop loop() {
    return loop;
  }

  final AttemptClock clock() {
    return clock;
  }

  final @Nullable HttpExchange exchange() {
    return exchange;
  }

  final boolean over() {
    return over;
  }

  /** Whether the end of every body is marked. */
  final boolean marksEnds() {
    return exchange != null && exchange.marksEnds();
  }

  /** Begins the attempt, on the loop. */
  final void start() {
    search = new ConnectionSearch(
        parts,
        loop,
        new ConnectionSearch.Purpose(
            parts.connections().logins().authorized(request), origin, clock, failures),
        this);
    search.start();
  }

  /** Ends the attempt after a part of it threw what it must not. */
  @Override
  public void broken(Throwable unforeseen) {
    end(failures.unforeseen(sentSoFar(), unforeseen));
  }

  /** Ends the present wait. Does nothing when the attempt has ended. On the loop. */
  public final void stop(EndReason reason) {
    if (over) {
      return;
    }
    TransportException told = stopped(reason);
    if (search != null && search.atProxy()) {
      told = told.withMessage(told.getMessage() + ", waiting for the proxy");
    }
    TransportException crowded = search == null ? null : search.crowdedOut();
    if (crowded != null && told.kind() == FailureKind.CONNECT_TIMEOUT) {
      end(failures.located(crowded));
      return;
    }
    HttpExchange sending = exchange;
    ResponseHead early = sending == null ? null : sending.early();
    TransportException failure = early == null ? told : failures.afterAnswer(told, early);
    end(waitsForUs() ? failure.asOwnLimit() : failure);
  }

  /** Whether it waits at the moment for a resource of this side. */
  public final boolean waitsForUs() {
    HttpExchange sending = exchange;
    return phase == Phase.POOL
        || phase == Phase.SEND && sending != null && sending.awaitsSource()
        || search != null && search.crowdedOut() != null;
  }

  /** Applies what a connection that never responded says about others. */
  private void learn(TransportException failure) {
    HttpExchange silent = exchange;
    if (silent == null || silent.answered() || !Suspicion.of(failure, clock)) {
      return;
    }
    if (silent.reused()) {
      silent.dropSiblings();
    } else {
      parts.connections().resolver().memory().failed(origin.nextHost(), silent.address());
    }
  }

  @Override
  public final void acquired(HttpExchange found) {
    exchange = found;
    listener.connected(found.reused(), found.remote());
    listener.carriedBy(found.connection());
    begin(Phase.SEND);
    if (!over) {
      found.start();
    }
    if (!over && phase == Phase.SEND) {
      waiting();
    }
  }

  @Override
  public final void sent() {
    begin(Phase.HEAD);
  }

  @Override
  public final void interim(ResponseHead head) {
    listener.interim(head.status(), head.headers());
  }

  /** Returns the trailers. */
  final Headers trailers() {
    HttpExchange current = exchange;
    return current == null ? Headers.empty() : current.trailers();
  }

  @Override
  public final void head(ResponseHead head) {
    if (Expectation.refused(request, head.status())) {
      repeat(Expectation.dropped(request));
      return;
    }
    if (head.status() == PROXY_AUTHENTICATION_REQUIRED && ProxyLogins.forwarded(request)) {
      denied(head);
      return;
    }
    if (head.minorVersion() == 0 && exchange != null) {
      listener.carriedBy(exchange.connection().by("HTTP/1.0"));
    }
    begin(Phase.BODY);
    if (!over) {
      answered(head);
    }
  }

  /**
   * Handles a proxy that wants credentials. It has forwarded nothing; its response is not the
   * origin's.
   */
  private void denied(ResponseHead head) {
    Proxy proxy = origin.route().proxy();
    Body sending = request.body();
    boolean again = !deniedBefore
        && (sending.repeatable() || !sending.spent())
        && parts.connections().logins().challenged(proxy, head);
    if (again) {
      deniedBefore = true;
      repeat(request);
    } else {
      failed(failures.located(failures.deniedByProxy(proxy, head)));
    }
  }

  /** Repeats the attempt on another connection, within the same limits. */
  private void repeat(TransportRequest instead) {
    if (exchange != null) {
      wroteBefore |= exchange.wroteAnything();
      exchange.stop();
      exchange = null;
    }
    request = instead;
    // Not within the writing of a body, which has yet to notice that it was stopped.
    loop.execute(
        () -> {
          if (!over) {
            start();
          }
        },
        this);
  }

  @Override
  public final boolean http1Required() {
    parts.streams().requiresHttp1(origin);
    Body sending = request.body();
    if (request.version() != HttpVersion.NEGOTIATE || !(sending.repeatable() || !sending.spent())) {
      return false;
    }
    repeat(new TransportRequest(
        request.method(),
        request.url(),
        request.headers(),
        sending,
        HttpVersion.HTTP_1_1,
        request.choice()));
    return true;
  }

  @Override
  public final void complete() {
    HttpExchange done = exchange;
    if (over || done == null) {
      return;
    }
    over = true;
    done.release();
    ended(null);
  }

  @Override
  public void failed(TransportException failure) {
    end(failure);
  }

  private void end(TransportException failure) {
    if (over) {
      return;
    }
    over = true;
    try {
      letGo(failure);
    } finally {
      // The caller is notified, whatever else fails.
      ended(wroteBefore ? AttemptFailures.ofRepeat(failure) : failure);
    }
  }

  private void letGo(TransportException failure) {
    if (search != null) {
      search.cancel(failure);
    }
    learn(failure);
    if (exchange != null) {
      exchange.stop();
    }
  }

  @Override
  public final void begin(Phase next) {
    phase = next;
    if (next == Phase.POOL) {
      phaseBegan = System.nanoTime();
    }
    listener.begin(next);
    phaseChanged(next);
  }

  /** Called when another limit applies from now on. */
  abstract void phaseChanged(Phase next);

  /**
   * Returns the nanoseconds until the next limit; {@link Long#MAX_VALUE} if there is none. On the
   * loop.
   */
  public final long left() {
    return left(System.nanoTime());
  }

  /** Returns {@link #left()} at that reading of {@link System#nanoTime()}. */
  public final long left(long now) {
    return Math.min(clock.left(now), silenceLeft(now));
  }

  /** Called when a limit has passed. On the loop. */
  public final void expired() {
    stop(clock.expired(EndReason.SILENCE));
  }

  private long silenceLeft(long now) {
    AttemptLimits limits = clock.limits();
    return switch (phase) {
      case POOL -> left(limits.poolNanos(), now - phaseBegan);
      case DNS, CONNECT, TLS -> Long.MAX_VALUE;
      case SEND -> left(limits.writeNanos(), silence(now));
      case HEAD, BODY -> left(limits.readNanos(), silence(now));
    };
  }

  private long silence(long now) {
    return exchange == null ? 0 : exchange.silence(now);
  }

  private static long left(long limit, long used) {
    return limit == Long.MAX_VALUE ? Long.MAX_VALUE : limit - used;
  }

  /** Returns the failure of the attempt if it ends now for that reason. */
  final TransportException stopped(EndReason reason) {
    return failures.stopped(reason, phase, sentSoFar(), null);
  }

  final Sent sentSoFar() {
    if (hasAnswered()) {
      return Sent.ANSWERED;
    }
    return exchange != null && exchange.wroteAnything() ? Sent.MAYBE : Sent.NO;
  }
}
