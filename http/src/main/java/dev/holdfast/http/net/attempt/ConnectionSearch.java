/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.net.AttemptClock;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.connect.Connecting;
import dev.holdfast.http.net.connect.Link;
import dev.holdfast.http.net.http1.Http1Exchange;
import dev.holdfast.http.net.http1.HttpExchange;
import dev.holdfast.http.net.http2.Http2Connection;
import dev.holdfast.http.net.http2.Http2Events;
import dev.holdfast.http.net.http2.Http2Fault;
import dev.holdfast.http.net.http2.Http2Pool;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.pool.ConnectionPermit;
import dev.holdfast.http.net.pool.ConnectionPool;
import dev.holdfast.http.net.pool.Http1Connection;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * The way of an attempt to its exchange: on a connection that rests in the pool, a new one, or a
 * stream of one that others use as well. On the loop of the attempt; streams of HTTP/2 are dealt out
 * on the event loop only.
 *
 * An attempt that wants a stream and finds no connection opens one for all that wait (`opens`). The
 * ticket holds a place in the pool from the moment it is granted until an exchange, or a
 * connection of HTTP/2, takes it over.
 */
final class ConnectionSearch
    implements ConnectionPool.Granted, Connecting.Events, Http2Pool.Seeker, Http2Events {

  private final Attempt.Parts parts;
  private final Loop loop;
  private final Wanted wanted;
  private final Events events;
  private ConnectionPool.@Nullable Ticket ticket;
  private @Nullable Connecting connecting;
  private @Nullable Http2Connection opening;
  private boolean seeks;
  private boolean opens;
  private boolean over;

  /** What for, and how what goes wrong is told. */
  record Wanted(
      TransportRequest request, Origin origin, AttemptClock clock, AttemptFailures failures) {}

  /** Told how it goes, and then how the exchange does. */
  interface Events extends HttpExchange.Events, Loop.Owner {
    void begin(Phase phase);

    /** Ends the attempt if a limit has passed; nothing is waited for. */
    void checkLimits();

    /** Found, to be started. */
    void acquired(HttpExchange exchange);
  }

  ConnectionSearch(Attempt.Parts parts, Loop loop, Wanted wanted, Events events) {
    this.parts = parts;
    this.loop = loop;
    this.wanted = wanted;
    this.events = events;
  }

  void start() {
    events.begin(Phase.POOL);
    if (over) {
      return;
    }
    if (mayUseHttp2()) {
      seeks = true;
      parts.streams().seek(wanted.origin(), this);
    } else {
      acquire(wanted.request().choice().fresh(), avoided());
    }
    awaitAny();
  }

  /** From here on limits end the wait, unless there is an exchange already. */
  private void awaitAny() {
    if (!over) {
      events.waiting();
    }
  }

  private void acquire(boolean fresh, String avoid) {
    ConnectionPool.Ticket asked =
        new ConnectionPool.Ticket(wanted.origin(), fresh, avoid, loop, this);
    ticket = asked;
    parts.pool().acquire(asked);
  }

  @Override
  public String avoided() {
    String avoid = wanted.request().choice().avoid();
    boolean other =
        !avoid.isEmpty() && parts.connections().resolver().knowsOther(wanted.origin(), avoid);
    return other ? avoid : "";
  }

  /** Why a look-up that took too long was no one else's fault; null if it was. */
  @Nullable TransportException crowdedOut() {
    return connecting == null ? null : connecting.crowdedOut();
  }

  /** Whether it waits for a proxy, and not for the origin behind it. */
  boolean atProxy() {
    return connecting != null && connecting.atProxy();
  }

  /** Gives up; does nothing when there is an exchange. */
  void cancel(TransportException why) {
    if (over) {
      return;
    }
    over = true;
    if (connecting != null) {
      connecting.cancel();
    }
    if (opening != null) {
      opening.close();
    }
    if (opens) {
      parts.streams().openFailed(wanted.origin(), why);
    } else if (seeks) {
      parts.streams().cancel(wanted.origin(), this);
    }
    ConnectionPool.Ticket held = ticket;
    if (held != null) {
      ticket = null;
      parts.pool().leave(held);
    }
  }

  @Override
  public void broken(Throwable unforeseen) {
    events.broken(unforeseen);
  }

  @Override
  public void granted(ConnectionPool.Ticket given) {
    if (over || ticket != given) {
      return;
    }
    // A permit that comes too late is of no use.
    events.checkLimits();
    if (over) {
      return;
    }
    Http1Connection idle = given.connection();
    while (idle != null && !usable(idle)) {
      idle = parts.pool().instead(given, idle);
    }
    if (idle != null) {
      converse(idle);
    } else if (opens) {
      connect(takesHttp1() ? List.of("h2", "http/1.1") : List.of("h2"));
    } else {
      connect(List.of());
    }
  }

  private boolean usable(Http1Connection idle) {
    try {
      idle.attach(loop);
      return idle.fit();
    } catch (IOException broken) {
      return false;
    }
  }

  private void connect(List<String> protocols) {
    wanted.clock().beginConnect();
    connecting = new Connecting(
        parts.connections(),
        loop,
        new Connecting.Target(wanted.origin(), wanted.request().choice().avoid()),
        protocols,
        this);
    connecting.start();
  }

  /** Over plain TCP there is nothing to negotiate with: it has to be known that a server can. */
  private boolean mayUseHttp2() {
    return wanted.request().version() == HttpVersion.HTTP_2
        || (takesHttp1() && wanted.origin().secure());
  }

  @Override
  public boolean takesHttp1() {
    return wanted.request().version() == HttpVersion.NEGOTIATE;
  }

  @Override
  public void found(Http2Connection connection) {
    acquired(connection.stream(wanted.request(), wanted.failures(), events));
  }

  @Override
  public void open() {
    opens = true;
    acquire(true, "");
  }

  @Override
  public void http1() {
    seeks = false;
    acquire(wanted.request().choice().fresh(), avoided());
  }

  @Override
  public void begin(Phase next) {
    events.begin(next);
  }

  @Override
  public void connected(Link link, String protocol) {
    connecting = null;
    if (opens && (!wanted.origin().secure() || protocol.equals("h2"))) {
      ticket = null;
      ConnectionPermit place = parts.pool().place(wanted.origin(), link.remote(), loop);
      opening = new Http2Connection(parts.multiplexed(), link, place, this);
      opening.start();
      return;
    }
    if (opens && !takesHttp1()) {
      link.close();
      events.failed(wanted
          .failures()
          .located(TransportException.of(
                  FailureKind.TLS_ERROR, Sent.NO, "the server does not agree on HTTP/2", null)
              .asPermanent()));
      return;
    }
    wanted.clock().endConnect();
    if (opens) {
      opens = false;
      parts.streams().speaksHttp1(wanted.origin());
    }
    long age = parts.pool().lifetime().nextAgeNanos();
    converse(new Http1Connection(wanted.origin(), link, loop, age, parts.pool()));
  }

  @Override
  public void ready(Http2Connection connection) {
    opening = null;
    opens = false;
    wanted.clock().endConnect();
    events.begin(Phase.POOL);
    parts.streams().opened(wanted.origin(), connection);
    awaitAny();
  }

  @Override
  public void changed(Http2Connection connection) {
    // Of no concern before it is ready, and the pool's afterwards.
  }

  @Override
  public void failed(Http2Connection connection, IOException cause) {
    failed(ofHttp2(cause));
  }

  /** Before the connection was ready: a peer that speaks wrongly, or refuses us, does so again. */
  private static Exception ofHttp2(IOException cause) {
    if (AttemptFailures.refusedByTls(cause)) {
      return AttemptFailures.tlsRefusal(Sent.NO, cause);
    }
    return cause instanceof Http2Fault
        ? TransportException.of(
                FailureKind.BAD_RESPONSE, Sent.NO, String.valueOf(cause.getMessage()), cause)
            .asPermanent()
        : cause;
  }

  @Override
  public void failed(Exception failure) {
    events.failed(
        failure instanceof TransportException known
            ? wanted.failures().located(known)
            : wanted.failures().connectError(failure));
  }

  @Override
  public void failed(TransportException failure) {
    events.failed(failure);
  }

  private void converse(Http1Connection connection) {
    ticket = null;
    acquired(new Http1Exchange(
        parts.exchanges(), loop, connection, wanted.request(), wanted.failures(), events));
  }

  private void acquired(HttpExchange found) {
    over = true;
    events.acquired(found);
  }
}
