/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The right to have a connection, of whichever version of HTTP: limits per origin and in all, first
 * come, first served, and the idle connections. Belongs to the loop's thread. Long, but one: whom
 * the next place goes to depends on the limits, the queue and what rests, all at once.
 */
final class AsyncPool {

  private final EventLoop loop;
  private final int perOrigin;
  private final int total;
  private final long idleNanos;
  private final Map<Origin, Route> routes = new LinkedHashMap<>();
  private final Set<Place> resting = new LinkedHashSet<>();
  private long tickets;
  private int open;
  private boolean closed;
  private @Nullable Timer sweep;

  AsyncPool(EventLoop loop, int perOrigin, int total, long idleNanos) {
    this.loop = loop;
    this.perOrigin = perOrigin;
    this.total = total;
    this.idleNanos = idleNanos;
  }

  /** Connections of one origin, and who waits for one. */
  private static final class Route {
    final Deque<Http1Connection> idle = new ArrayDeque<>();
    final Set<Ticket> waiting = new LinkedHashSet<>();
    int open;
  }

  /**
   * A place in the queue.
   *
   * @param fresh whether only a new connection will do
   */
  record Ticket(
      long number, Origin origin, boolean fresh, Consumer<@Nullable Http1Connection> granted) {}

  /** The right to one connection of HTTP/2, for as long as it is open. */
  final class Place {
    private final Origin origin;
    private Runnable giveUp = () -> {};
    private boolean free;

    private Place(Origin origin) {
      this.origin = origin;
    }

    /**
     * Nobody uses the connection: it may have to make room.
     *
     * @param close closes it
     */
    void rest(Runnable close) {
      if (!free) {
        giveUp = close;
        resting.add(this);
        serve();
      }
    }

    /** It is in use from now on. */
    void busy() {
      resting.remove(this);
    }

    /** It is closed. */
    void free() {
      if (leave()) {
        AsyncPool.this.free(origin);
      }
    }

    private boolean leave() {
      boolean held = !free;
      free = true;
      resting.remove(this);
      return held;
    }

    private void makeRoom() {
      leave();
      release(origin);
      giveUp.run();
    }
  }

  /** What a granted place without a connection becomes when HTTP/2 is spoken on it. */
  Place place(Origin origin) {
    return new Place(origin);
  }

  /**
   * Asks for a place.
   *
   * @param granted told, now or later, with an idle connection or null for the right to open one;
   *     the place must be given back by {@link #keep} or {@link #free}
   */
  Ticket acquire(Origin origin, Consumer<@Nullable Http1Connection> granted) {
    return acquire(new Ticket(tickets++, origin, false, granted));
  }

  /** As {@link #acquire}, but for a connection to be opened in any case. */
  Ticket acquireFresh(Origin origin, Runnable granted) {
    return acquire(new Ticket(tickets++, origin, true, none -> granted.run()));
  }

  private Ticket acquire(Ticket ticket) {
    routes.computeIfAbsent(ticket.origin(), any -> new Route()).waiting.add(ticket);
    serve();
    return ticket;
  }

  /** Leaves the queue; nothing happens if it was granted. */
  void cancel(Ticket ticket) {
    Route route = routes.get(ticket.origin());
    if (route != null && route.waiting.remove(ticket)) {
      forgetIfEmpty(ticket.origin(), route);
    }
  }

  /** Gives a place back with a connection that may carry another exchange. */
  void keep(Http1Connection connection, long limitNanos) {
    Route route = routes.get(connection.origin());
    long limit = Math.min(limitNanos, idleNanos);
    if (closed || route == null || limit <= 0) {
      connection.close();
      free(connection.origin());
      return;
    }
    route.idle.addFirst(connection);
    connection.rest(limit, () -> dropIdle(connection));
    scheduleSweep();
    serve();
  }

  /** Gives a place back; its connection, if there was one, is closed. */
  void free(Origin origin) {
    release(origin);
    serve();
  }

  void close() {
    closed = true;
    for (Route route : routes.values()) {
      route.idle.forEach(Http1Connection::close);
      route.idle.clear();
    }
  }

  /** Connections open, in use and idle. */
  int open() {
    return open;
  }

  private void release(Origin origin) {
    Route route = routes.get(origin);
    if (route != null) {
      route.open--;
      open--;
      forgetIfEmpty(origin, route);
    }
  }

  private void dropIdle(Http1Connection connection) {
    Route route = routes.get(connection.origin());
    if (route != null && route.idle.remove(connection)) {
      connection.close();
      free(connection.origin());
    }
  }

  private void serve() {
    Ticket next = next();
    while (next != null) {
      grant(next);
      next = next();
    }
  }

  /** The first in the queue of those that can be served. */
  private @Nullable Ticket next() {
    Ticket first = null;
    for (Route route : routes.values()) {
      for (Ticket ticket : route.waiting) {
        if (servable(ticket, route)) {
          first = first == null || ticket.number() < first.number() ? ticket : first;
          break;
        }
      }
    }
    return first;
  }

  private boolean servable(Ticket ticket, Route route) {
    if (!route.idle.isEmpty() && !ticket.fresh()) {
      return true;
    }
    boolean roomHere = route.open < perOrigin
        || !route.idle.isEmpty()
        || resting.stream().anyMatch(place -> place.origin.equals(ticket.origin()));
    return roomHere && (open < total || oldestIdle() != null || !resting.isEmpty());
  }

  private void grant(Ticket ticket) {
    Route route = routes.get(ticket.origin());
    if (route == null) {
      throw new AssertionError("a waiting ticket without a route");
    }
    route.waiting.remove(ticket);
    Http1Connection idle = ticket.fresh() ? null : fitIdle(route);
    if (idle == null) {
      // Counted first, so that the route stays.
      route.open++;
      open++;
      makeRoom(ticket.origin(), route);
    }
    ticket.granted().accept(idle);
  }

  private @Nullable Http1Connection fitIdle(Route route) {
    Http1Connection idle = route.idle.pollFirst();
    while (idle != null && !idle.fit()) {
      idle.close();
      route.open--;
      open--;
      idle = route.idle.pollFirst();
    }
    return idle;
  }

  /** Closes a connection that rests, if there is one too many. */
  private void makeRoom(Origin origin, Route route) {
    if (route.open > perOrigin) {
      makeRoom(route.idle.peekLast(), place -> place.origin.equals(origin));
    } else if (open > total) {
      makeRoom(oldestIdle(), any -> true);
    }
  }

  private void makeRoom(@Nullable Http1Connection idle, Predicate<Place> otherwise) {
    if (idle == null) {
      resting.stream().filter(otherwise).findFirst().ifPresent(Place::makeRoom);
      return;
    }
    Route route = routes.get(idle.origin());
    if (route != null) {
      route.idle.remove(idle);
    }
    idle.close();
    release(idle.origin());
  }

  private @Nullable Http1Connection oldestIdle() {
    for (Route route : routes.values()) {
      if (!route.idle.isEmpty()) {
        return route.idle.peekLast();
      }
    }
    return null;
  }

  private void forgetIfEmpty(Origin origin, Route route) {
    if (route.open == 0 && route.waiting.isEmpty()) {
      routes.remove(origin);
    }
  }

  /** Closes connections that rested too long. */
  private void scheduleSweep() {
    if (sweep == null) {
      sweep = loop.schedule(idleNanos, this::sweep);
    }
  }

  private void sweep() {
    sweep = null;
    boolean left = false;
    for (Route route : List.copyOf(routes.values())) {
      for (Http1Connection connection : List.copyOf(route.idle)) {
        if (!connection.fit()) {
          dropIdle(connection);
        }
      }
      left |= !route.idle.isEmpty();
    }
    if (left) {
      scheduleSweep();
    }
  }
}
