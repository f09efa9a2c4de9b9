/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.attempt;

import dev.holdfast.http.net.AttemptClock;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.connect.Connector;
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
 * Finds the exchange of an attempt: on an idle connection, a new one, or a stream of a shared one.
 * Runs on the loop of the attempt; HTTP/2 streams are assigned on the event loop only. An attempt
 * that needs a stream and finds no connection opens one for all that wait (`opens`). The ticket
 * holds a permit of the pool from its grant until an exchange, or an HTTP/2 connection, takes it
 * over.
 */
final class ConnectionSearch
    implements ConnectionPool.Granted, Connector.Events, Http2Pool.Seeker, Http2Events {

  private final Attempt.Parts parts;
  private final Loop loop;
  private final Purpose purpose;
  private final Events events;
  private ConnectionPool.@Nullable Ticket ticket;
  private @Nullable Connector connector;
  private @Nullable Http2Connection opening;
  private boolean seeks;
  private boolean opens;
  private boolean over;

  /** The purpose of the search, and the failures that it reports. */
  record Purpose(
      TransportRequest request, Origin origin, AttemptClock clock, AttemptFailures failures) {}

  /** Receives the events of the search, and then those of the exchange. */
  interface Events extends HttpExchange.Events, Loop.Owner {
    void begin(Phase phase);

    /** Ends the attempt if a limit has passed. Waits for nothing. */
    void checkLimits();

    /** Called with the exchange that was found and has to be started. */
    void acquired(HttpExchange exchange);
  }

  ConnectionSearch(Attempt.Parts parts, Loop loop, Purpose purpose, Events events) {
    this.parts = parts;
    this.loop = loop;
    this.purpose = purpose;
    this.events = events;
  }

  void start() {
    events.begin(Phase.POOL);
    if (over) {
      return;
    }
    if (mayUseHttp2()) {
      seeks = true;
      parts.streams().seek(purpose.origin(), this);
    } else {
      acquire(purpose.request().choice().fresh(), avoided());
    }
    awaitAny();
  }

  /** Limits end the wait from here on, unless there is an exchange already. */
  private void awaitAny() {
    if (!over) {
      events.waiting();
    }
  }

  private void acquire(boolean fresh, String avoid) {
    ConnectionPool.Ticket asked =
        new ConnectionPool.Ticket(purpose.origin(), fresh, avoid, loop, this);
    ticket = asked;
    parts.pool().acquire(asked);
  }

  @Override
  public String avoided() {
    String avoid = purpose.request().choice().avoid();
    boolean other =
        !avoid.isEmpty() && parts.connections().resolver().knowsOther(purpose.origin(), avoid);
    return other ? avoid : "";
  }

  /** Returns why a look-up that took too long was not another party's fault; null if it was. */
  @Nullable TransportException crowdedOut() {
    return connector == null ? null : connector.crowdedOut();
  }

  /** Whether the search waits for a proxy, and not for the origin behind it. */
  boolean atProxy() {
    return connector != null && connector.atProxy();
  }

  /** Ends the search. Does nothing when there is an exchange. */
  void cancel(TransportException why) {
    if (over) {
      return;
    }
    over = true;
    if (connector != null) {
      connector.cancel();
    }
    if (opening != null) {
      opening.close();
    }
    if (opens) {
      parts.streams().openFailed(purpose.origin(), why);
    } else if (seeks) {
      parts.streams().cancel(purpose.origin(), this);
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
    // A late permit is useless.
    events.checkLimits();
    if (over) {
      return;
    }
    Http1Connection idle = given.connection();
    while (idle != null && !usable(idle)) {
      idle = parts.pool().instead(given, idle);
    }
    if (idle != null) {
      useHttp1(idle);
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
    purpose.clock().beginConnect();
    connector = new Connector(
        parts.connections(),
        loop,
        new Connector.Target(purpose.origin(), purpose.request().choice().avoid()),
        protocols,
        this);
    connector.start();
  }

  /** Whether a server is known to speak HTTP/2. Over plain TCP it cannot be negotiated. */
  private boolean mayUseHttp2() {
    return purpose.request().version() == HttpVersion.HTTP_2
        || (takesHttp1() && purpose.origin().secure());
  }

  @Override
  public boolean takesHttp1() {
    return purpose.request().version() == HttpVersion.NEGOTIATE;
  }

  @Override
  public void found(Http2Connection connection) {
    acquired(connection.stream(purpose.request(), purpose.failures(), events));
  }

  @Override
  public void open() {
    opens = true;
    acquire(true, "");
  }

  @Override
  public void http1() {
    seeks = false;
    acquire(purpose.request().choice().fresh(), avoided());
  }

  @Override
  public void begin(Phase next) {
    events.begin(next);
  }

  @Override
  public void connected(Channel channel, String protocol) {
    connector = null;
    if (opens && (!purpose.origin().secure() || protocol.equals("h2"))) {
      ticket = null;
      ConnectionPermit place = parts.pool().place(purpose.origin(), channel.remote(), loop);
      opening = new Http2Connection(parts.multiplexed(), channel, place, this);
      opening.start();
      return;
    }
    if (opens && !takesHttp1()) {
      channel.close();
      events.failed(purpose
          .failures()
          .located(TransportException.of(
                  FailureKind.TLS_ERROR, Sent.NO, "the server does not agree on HTTP/2", null)
              .asPermanent()));
      return;
    }
    purpose.clock().endConnect();
    if (opens) {
      opens = false;
      parts.streams().speaksHttp1(purpose.origin());
    }
    long age = parts.pool().lifetime().nextAgeNanos();
    useHttp1(new Http1Connection(purpose.origin(), channel, loop, age, parts.pool()));
  }

  @Override
  public void ready(Http2Connection connection) {
    opening = null;
    opens = false;
    purpose.clock().endConnect();
    events.begin(Phase.POOL);
    parts.streams().opened(purpose.origin(), connection);
    awaitAny();
  }

  @Override
  public void changed(Http2Connection connection) {
    // Not relevant before the connection is ready, and handled by the pool afterwards.
  }

  @Override
  public void failed(Http2Connection connection, IOException cause) {
    failed(ofHttp2(cause));
  }

  /**
   * Returns the failure of a connection before it was ready. A peer that violates the protocol, or
   * refuses this client, does so again.
   */
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
            ? purpose.failures().located(known)
            : purpose.failures().connectError(failure));
  }

  @Override
  public void failed(TransportException failure) {
    events.failed(failure);
  }

  private void useHttp1(Http1Connection connection) {
    ticket = null;
    acquired(new Http1Exchange(
        parts.exchanges(), loop, connection, purpose.request(), purpose.failures(), events));
  }

  private void acquired(HttpExchange found) {
    over = true;
    events.acquired(found);
  }
}
