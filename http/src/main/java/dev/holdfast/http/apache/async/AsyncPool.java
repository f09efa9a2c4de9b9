/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.apache.Lifetime;
import dev.holdfast.http.apache.Origin;
import dev.holdfast.http.apache.PoolState;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PoolState} for the loop: permits for connections of whichever version of HTTP, and the
 * idle connections. Belongs to the loop's thread.
 */
final class AsyncPool {

  /** Connections that are closed at a time when descriptors run out. */
  private static final int FEW = 8;

  private final EventLoop loop;
  private final Lifetime lifetime;
  private final PoolState<Http1Connection> state;
  private boolean serving;
  private boolean closed;
  private @Nullable Timer look;

  AsyncPool(EventLoop loop, int perOrigin, int total, Lifetime lifetime) {
    this.loop = loop;
    this.lifetime = lifetime;
    this.state = new PoolState<>(perOrigin, total, AsyncPool::evicted);
  }

  /** A place in the queue. */
  static final class Ticket extends PoolState.Ticket<Http1Connection> {

    private final Consumer<@Nullable Http1Connection> granted;

    Ticket(
        Origin origin, boolean fresh, String avoid, Consumer<@Nullable Http1Connection> granted) {
      super(origin, fresh, avoid);
      this.granted = granted;
    }
  }

  /** The permit for one connection of HTTP/2, for as long as it is open. */
  final class Place extends PoolState.Pooled {
    private final Origin origin;
    private final String remote;
    private long oldAt;
    private Runnable giveUp = () -> {};
    private boolean free;

    private Place(Origin origin, String remote) {
      this.origin = origin;
      this.remote = remote;
      renew();
    }

    @Override
    public Origin origin() {
      return origin;
    }

    /** Whether the connection is to be replaced when that is possible. */
    boolean old() {
      return System.nanoTime() - Timer.EPOCH > oldAt;
    }

    /** It cannot be replaced: the connection is used on. */
    void renew() {
      oldAt = Nanos.add(System.nanoTime() - Timer.EPOCH, lifetime.nextAgeNanos());
    }

    @Override
    public String remote() {
      return remote;
    }

    /**
     * No stream uses the connection: it may have to make room.
     *
     * @param close closes it
     */
    void rest(Runnable close) {
      if (!free) {
        giveUp = close;
        state.unused(this);
        serve();
      }
    }

    /** It is in use from now on. */
    void busy() {
      state.used(this);
    }

    /** It is closed. */
    void free() {
      if (!free) {
        free = true;
        if (!state.remove(this)) {
          state.release(origin);
        }
        serve();
      }
    }

    private void evicted() {
      free = true;
      giveUp.run();
    }
  }

  /** What a granted permit without a connection becomes when HTTP/2 is spoken on it. */
  Place place(Origin origin, String remote) {
    return new Place(origin, remote);
  }

  /** How long connections may rest, and how old they may become. */
  Lifetime lifetime() {
    return lifetime;
  }

  /** Whether a connection to that origin could be opened at once. */
  boolean hasRoom(Origin origin) {
    return state.hasRoom(origin);
  }

  /**
   * Asks for a permit. It is granted now or later, with an idle connection or null for the right to
   * open one, and must be given back by {@link #keep} or {@link #free}.
   */
  void acquire(Ticket ticket) {
    state.acquire(ticket);
    if (ticket.granted()) {
      grant(ticket);
    }
  }

  /** Leaves the queue; nothing happens if it was granted. */
  void cancel(Ticket ticket) {
    state.cancel(ticket);
  }

  /** Gives a permit back with a connection that may carry another exchange. */
  void keep(Http1Connection connection, long promisedNanos) {
    long now = System.nanoTime();
    long rest = lifetime.restNanos(promisedNanos, connection.ageLeft(now));
    if (closed || rest <= 0) {
      connection.close();
      free(connection.origin());
      return;
    }
    connection.rest(rest, now, () -> dropIdle(connection));
    giveBack(connection, now);
  }

  /** Gives a permit back with the idle connection that came with it, which was not used. */
  void unused(Http1Connection connection) {
    if (closed) {
      connection.close();
      free(connection.origin());
    } else {
      giveBack(connection, System.nanoTime());
    }
  }

  private void giveBack(Http1Connection connection, long now) {
    state.rest(connection, now);
    lookLater();
    serve();
  }

  /** Gives a permit back; its connection, if there was one, is closed. */
  void free(Origin origin) {
    state.release(origin);
    serve();
  }

  /** Closes the idle connections that have most likely ended with that one. */
  void dropSiblings(Http1Connection dead) {
    state.removeSiblings(dead).forEach(Http1Connection::close);
    serve();
  }

  /** Closes a few idle connections; false if there are none. */
  boolean evictSome() {
    boolean any = false;
    for (int i = 0; i < FEW; i++) {
      any |= state.evictOldest();
    }
    serve();
    return any;
  }

  void close() {
    closed = true;
    for (PoolState.Pooled resting : state.resting()) {
      if (resting instanceof Http1Connection idle) {
        state.remove(idle);
        idle.close();
      }
    }
  }

  /** Connections open, in use and idle. */
  int open() {
    return state.open();
  }

  /** A permit may be given back while it is granted: the loop below serves the next one then. */
  private void serve() {
    if (serving) {
      return;
    }
    serving = true;
    boolean done = false;
    try {
      PoolState.Ticket<Http1Connection> next = state.next();
      while (next != null) {
        grant((Ticket) next);
        next = state.next();
      }
      done = true;
    } finally {
      serving = false;
      if (!done) {
        loop.execute(this::serve);
      }
    }
  }

  private void grant(Ticket ticket) {
    Http1Connection idle = ticket.connection();
    while (idle != null && !idle.fit()) {
      idle.close();
      idle = state.instead(ticket);
    }
    ticket.granted.accept(idle);
  }

  private static void evicted(PoolState.Pooled resting) {
    if (resting instanceof Place place) {
      place.evicted();
    } else if (resting instanceof Http1Connection idle) {
      idle.close();
    }
  }

  private void dropIdle(Http1Connection connection) {
    if (state.remove(connection)) {
      connection.close();
      serve();
    }
  }

  /** Looks for connections that rested too long. */
  private void lookLater() {
    if (look == null) {
      look = loop.schedule(lifetime.lookNanos(), this::look);
    }
  }

  private void look() {
    look = null;
    List<PoolState.Pooled> resting = state.resting();
    for (PoolState.Pooled one : resting) {
      if (one instanceof Http1Connection idle && !idle.fit()) {
        dropIdle(idle);
      }
    }
    if (!resting.isEmpty() && !closed) {
      lookLater();
    }
  }
}
