/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.AttemptClock;
import dev.holdfast.http.apache.Blame;
import dev.holdfast.http.apache.Origin;
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
 * The way of an attempt to its conversation: a connection that rests in the pool, a new one, or a
 * stream of one that others use as well. On the loop.
 *
 * Whoever wants a stream and finds no connection opens one for all who wait (`opens`). It holds a
 * place in the pool from the moment it was granted until a conversation, or a connection of HTTP/2,
 * takes it over.
 */
final class Acquiring implements Connecting.Events, Http2Pool.Seeker, Http2Events {

  private final Attempt.Machinery machinery;
  private final Wanted wanted;
  private final Events events;
  private AsyncPool.@Nullable Ticket ticket;
  /** The idle connection of a permit that was just granted. */
  private @Nullable Http1Connection idle;

  private @Nullable Connecting connecting;
  private @Nullable Http2Connection opening;
  private boolean seeks;
  private boolean opens;
  private boolean holdsPlace;
  private boolean over;

  /** What for, and how what goes wrong is told. */
  record Wanted(TransportRequest request, Origin origin, AttemptClock clock, Blame blame) {}

  /** Told how it goes, and then how the conversation does. */
  interface Events extends Conversation.Events {
    void begin(Phase phase);

    /** Found, to be started. */
    void acquired(Conversation conversation);
  }

  Acquiring(Attempt.Machinery machinery, Wanted wanted, Events events) {
    this.machinery = machinery;
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
      machinery.streams().seek(wanted.origin(), this);
    } else {
      acquire();
    }
  }

  private void acquire() {
    boolean fresh = wanted.request().choice().fresh();
    acquire(new AsyncPool.Ticket(wanted.origin(), fresh, avoided(), this::granted));
  }

  private void acquire(AsyncPool.Ticket asked) {
    ticket = asked;
    machinery.pool().acquire(asked);
  }

  @Override
  public String avoided() {
    String avoid = wanted.request().choice().avoid();
    boolean other =
        !avoid.isEmpty() && machinery.connections().resolver().knowsOther(wanted.origin(), avoid);
    return other ? avoid : "";
  }

  /** Why a look-up that took too long was no one else's fault; null if it was. */
  @Nullable TransportException crowdedOut() {
    return connecting == null ? null : connecting.crowdedOut();
  }

  /** Gives up; does nothing when there is a conversation. */
  void cancel(TransportException why) {
    if (over) {
      return;
    }
    over = true;
    if (ticket != null) {
      machinery.pool().cancel(ticket);
    }
    if (connecting != null) {
      connecting.cancel();
    }
    if (opening != null) {
      opening.close();
    }
    if (opens) {
      machinery.streams().openFailed(wanted.origin(), why);
    } else if (seeks) {
      machinery.streams().cancel(wanted.origin(), this);
    }
    if (idle != null) {
      machinery.pool().unused(idle);
    } else if (holdsPlace) {
      machinery.pool().free(wanted.origin());
    }
  }

  private void granted(@Nullable Http1Connection found) {
    ticket = null;
    holdsPlace = true;
    if (found == null) {
      connect(List.of());
      return;
    }
    idle = found;
    // A permit that comes too late is of no use.
    events.waiting();
    if (!over) {
      idle = null;
      converse(found);
    }
  }

  private void connect(List<String> protocols) {
    // A permit that comes too late is of no use.
    events.waiting();
    if (!over) {
      wanted.clock().beginConnect();
      connecting = new Connecting(
          machinery.connections(),
          new Connecting.Target(wanted.origin(), wanted.request().choice().avoid()),
          protocols,
          this);
      connecting.start();
    }
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
    acquired(connection.stream(wanted.request(), wanted.blame(), events));
  }

  @Override
  public void open() {
    opens = true;
    acquire(new AsyncPool.Ticket(wanted.origin(), true, "", none -> mayOpen()));
  }

  private void mayOpen() {
    ticket = null;
    holdsPlace = true;
    connect(takesHttp1() ? List.of("h2", "http/1.1") : List.of("h2"));
  }

  @Override
  public void http1() {
    seeks = false;
    acquire();
  }

  @Override
  public void begin(Phase next) {
    events.begin(next);
  }

  @Override
  public void connected(Link link, String protocol) {
    connecting = null;
    if (opens && (!link.secure() || protocol.equals("h2"))) {
      holdsPlace = false;
      AsyncPool.Place place = machinery.pool().place(wanted.origin(), link.remote());
      opening = new Http2Connection(machinery.multiplexed(), link, place, this);
      opening.start();
      return;
    }
    if (opens && !takesHttp1()) {
      link.close();
      events.failed(wanted
          .blame()
          .located(TransportException.of(
                  FailureKind.TLS_ERROR, Sent.NO, "the server does not agree on HTTP/2", null)
              .asPermanent()));
      return;
    }
    wanted.clock().endConnect();
    if (opens) {
      opens = false;
      machinery.streams().speaksHttp1(wanted.origin());
    }
    long age = machinery.pool().lifetime().nextAgeNanos();
    converse(new Http1Connection(wanted.origin(), link, machinery.loop(), age));
  }

  @Override
  public void ready(Http2Connection connection) {
    opening = null;
    opens = false;
    wanted.clock().endConnect();
    events.begin(Phase.POOL);
    machinery.streams().opened(wanted.origin(), connection);
  }

  @Override
  public void changed(Http2Connection connection) {
    // Of no concern before it is ready, and the pool's afterwards.
  }

  @Override
  public void failed(Http2Connection connection, IOException cause) {
    failed(
        cause instanceof Http2Fault
            ? TransportException.of(
                    FailureKind.BAD_RESPONSE, Sent.NO, String.valueOf(cause.getMessage()), cause)
                .asPermanent()
            : cause);
  }

  @Override
  public void failed(Exception failure) {
    events.failed(
        failure instanceof TransportException known
            ? wanted.blame().located(known)
            : wanted.blame().connectError(failure));
  }

  @Override
  public void failed(TransportException failure) {
    events.failed(failure);
  }

  private void converse(Http1Connection connection) {
    acquired(new Http1Exchange(
        machinery.exchanges(), connection, wanted.request(), wanted.blame(), events));
  }

  private void acquired(Conversation found) {
    over = true;
    events.acquired(found);
  }
}
