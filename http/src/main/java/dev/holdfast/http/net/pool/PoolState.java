/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import dev.holdfast.http.net.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection pool, and the rules by which permits are granted: limits per origin and
 * in all, first come, first served within an origin; origins take turns. The work for one grant
 * does not depend on the number of origins or waiters. Does no I/O, never waits, and is not
 * thread-safe: {@link ConnectionPool} guards it.
 *
 * @param <C> a connection that one exchange uses at a time
 */
public final class PoolState<C extends Pooled> {

  private final int perOrigin;
  private final int total;
  private final Consumer<Pooled> evicted;
  private final Map<Origin, Route<C>> routes = new HashMap<>();
  /** The origins with a waiter that only the total limit can delay. The first is served next. */
  private final Set<Route<C>> ready = new LinkedHashSet<>();

  private final IdleRing ring = new IdleRing();
  private int open;
  /** The number of shared connections that were asked to make room and have not done so. */
  private int leaving;

  private static final class Route<C> {
    final Origin origin;
    /** The idle connections, the one used last first. */
    final Deque<C> idle = new ArrayDeque<>(4);

    final Set<Ticket<C>> waiting = new LinkedHashSet<>();
    /** The idle connections that many exchanges can share. */
    final Set<Pooled> unused = new LinkedHashSet<>();

    int open;

    Route(Origin origin) {
      this.origin = origin;
    }
  }

  /** A request for a permit. */
  public abstract static class Ticket<C> {
    private final Origin origin;
    private final boolean fresh;
    private final String avoid;
    private boolean granted;
    private @Nullable C connection;

    /**
     * Creates a request.
     *
     * @param fresh whether only a new connection is accepted
     * @param avoid the address to which no idle connection is accepted; empty if all are
     */
    protected Ticket(Origin origin, boolean fresh, String avoid) {
      this.origin = origin;
      this.fresh = fresh;
      this.avoid = avoid;
    }

    /** Returns the origin of the request. */
    public final Origin origin() {
      return origin;
    }

    /** Whether the permit was granted. */
    public final boolean granted() {
      return granted;
    }

    /** Returns the idle connection that came with the permit; null for the right to open one. */
    public final @Nullable C connection() {
      return connection;
    }
  }

  /**
   * Creates an empty pool.
   *
   * @param evicted called with the entry that had to make room, whose permit is already released
   */
  public PoolState(int perOrigin, int total, Consumer<Pooled> evicted) {
    this.perOrigin = perOrigin;
    this.total = total;
    this.evicted = evicted;
  }

  /** Acquires a permit: granted at once, or later by {@link #next()}. */
  public void acquire(Ticket<C> ticket) {
    Route<C> route = routes.computeIfAbsent(ticket.origin, Route::new);
    boolean first = route.waiting.isEmpty() && hasRoom(route) && hasRoom();
    if (!first || !grant(ticket, route)) {
      route.waiting.add(ticket);
    }
    update(route);
  }

  /** Leaves the queue. Returns false if the permit was granted, or the ticket had left. */
  public boolean cancel(Ticket<C> ticket) {
    Route<C> route = routes.get(ticket.origin);
    if (route == null || !route.waiting.remove(ticket)) {
      return false;
    }
    update(route);
    return true;
  }

  /** Grants the next free permit; null if there is none, or there is no waiter. */
  public @Nullable Ticket<C> next() {
    if (ready.isEmpty() || !hasRoom()) {
      return null;
    }
    Route<C> route = ready.iterator().next();
    Iterator<Ticket<C>> queue = route.waiting.iterator();
    Ticket<C> ticket = queue.next();
    if (!grant(ticket, route)) {
      return null;
    }
    ready.remove(route);
    queue.remove();
    update(route);
    return ticket;
  }

  /** Whether a connection to that origin could be opened at once. */
  public boolean hasRoom(Origin origin) {
    Route<C> route = routes.get(origin);
    return hasRoom() && (route == null || route.waiting.isEmpty() && hasRoom(route));
  }

  /** Makes the connection idle, and keeps its permit. */
  public void rest(C connection) {
    Route<C> route = routes.get(connection.origin());
    if (route == null || connection.resting()) {
      throw new AssertionError("rests without a permit, or twice");
    }
    ring.add(connection);
    route.idle.addFirst(connection);
    update(route);
  }

  /** Marks a shared connection as idle. It makes room when room is needed. */
  public void unused(Pooled shared) {
    Route<C> route = routes.get(shared.origin());
    if (route != null && !shared.resting()) {
      ring.add(shared);
      route.unused.add(shared);
      update(route);
    }
  }

  /** Marks a shared connection as in use again. */
  public void used(Pooled shared) {
    Route<C> route = routes.get(shared.origin());
    if (route != null && shared.resting()) {
      IdleRing.remove(shared);
      route.unused.remove(shared);
      update(route);
    }
  }

  /** Releases a permit. Its connection, if there was one, does not become idle. */
  public void release(Origin origin) {
    Route<C> route = routes.get(origin);
    if (route != null) {
      route.open--;
      open--;
      update(route);
    }
  }

  /** Removes an idle connection with its permit. Returns false if it is not idle. */
  public boolean remove(Pooled resting) {
    if (!resting.resting()) {
      return false;
    }
    IdleRing.remove(resting);
    Route<C> route = routes.get(resting.origin());
    if (route == null) {
      throw new AssertionError("rests without a permit");
    }
    if (!route.unused.remove(resting)) {
      route.idle.removeLastOccurrence(resting);
    }
    release(resting.origin());
    return true;
  }

  /**
   * Drops an unusable connection, and takes the next idle one for the same ticket.
   *
   * @return null if there is none; the permit is then one to open a connection
   */
  public @Nullable C instead(Ticket<C> ticket) {
    Route<C> route = routes.get(ticket.origin);
    C other = route == null ? null : takeIdle(ticket, route);
    if (other != null) {
      release(ticket.origin);
    }
    ticket.connection = other;
    return other;
  }

  /**
   * Removes the idle connections to the origin of a dead one that were idle at least as long: the
   * cause of its end (a restart, a middlebox that forgets) has probably ended them too.
   */
  public List<C> removeSiblings(Pooled dead) {
    Route<C> route = routes.get(dead.origin());
    List<C> siblings = new ArrayList<>();
    if (route != null) {
      for (C idle : route.idle) {
        Pooled sibling = idle;
        if (sibling.turn < dead.turn) {
          siblings.add(idle);
        }
      }
      siblings.forEach(this::remove);
    }
    return siblings;
  }

  /** Returns all idle entries, longest idle first. */
  public List<Pooled> resting() {
    return ring.all();
  }

  /** Whether there are idle entries. */
  public boolean anyResting() {
    return !ring.isEmpty();
  }

  /** Evicts the entry that was idle longest. Returns false if there is none. */
  public boolean evictOldest() {
    Pooled oldest = leaving == 0 ? ring.oldest() : ring.oldestThatLeavesAtOnce();
    if (oldest != null) {
      evict(oldest);
      return true;
    }
    return false;
  }

  /** Returns the number of granted permits, those of idle connections included. */
  public int open() {
    return open;
  }

  /** Returns the number of origins with a permit or a waiter. */
  public int origins() {
    return routes.size();
  }

  /** Receives the figures of the origins. */
  @FunctionalInterface
  public interface Figures {
    /** Called with the connections in use and idle, and the waiting tickets. */
    void origin(Origin origin, int leased, int idle, int waiting);
  }

  /** Reports the figures of every origin with a permit or a waiter. */
  public void figures(Figures told) {
    for (Route<C> route : routes.values()) {
      int idle = route.idle.size() + route.unused.size();
      told.origin(route.origin, route.open - idle, idle, route.waiting.size());
    }
  }

  private boolean hasRoom() {
    return open < total || anyResting();
  }

  private boolean hasRoom(Route<C> route) {
    return route.open < perOrigin || !route.idle.isEmpty() || !route.unused.isEmpty();
  }

  /**
   * Grants a permit. Returns false if a shared connection has to make room first, which it was
   * asked to do.
   */
  private boolean grant(Ticket<C> ticket, Route<C> route) {
    C idle = ticket.fresh ? null : takeIdle(ticket, route);
    if (idle == null) {
      Pooled victim = victim(route);
      if (victim != null && victim.leavesSlowly()) {
        askToLeave(victim);
        return false;
      }
      // Counted first, so that the route stays.
      route.open++;
      open++;
      if (victim != null) {
        evict(victim);
      }
    }
    ticket.connection = idle;
    ticket.granted = true;
    return true;
  }

  /** Returns the entry that has to make room for one more connection; null if none has to. */
  private @Nullable Pooled victim(Route<C> route) {
    if (route.open >= perOrigin) {
      C oldest = route.idle.peekLast();
      return oldest == null ? route.unused.iterator().next() : oldest;
    }
    return open >= total ? ring.oldest() : null;
  }

  /** Asks one connection at a time. After each that has left, the next ticket is tried. */
  private void askToLeave(Pooled shared) {
    if (leaving == 0) {
      leaving++;
      IdleRing.remove(shared);
      Route<C> route = routes.get(shared.origin());
      if (route != null) {
        route.unused.remove(shared);
        update(route);
      }
      evicted.accept(shared);
    }
  }

  /** Records that a shared connection that was asked to leave is in use again. */
  public void stays() {
    leaving--;
  }

  /**
   * Records that a connection that {@linkplain Pooled#leavesSlowly leaves slowly} has left.
   *
   * @param asked whether it was asked to make room
   */
  public void left(Pooled shared, boolean asked) {
    if (asked) {
      leaving--;
    }
    if (!remove(shared)) {
      release(shared.origin());
    }
  }

  private @Nullable C takeIdle(Ticket<C> ticket, Route<C> route) {
    C found = null;
    if (ticket.avoid.isEmpty()) {
      found = route.idle.pollFirst();
    } else {
      for (Iterator<C> idle = route.idle.iterator(); found == null && idle.hasNext(); ) {
        C next = idle.next();
        if (!next.remote().equals(ticket.avoid)) {
          idle.remove();
          found = next;
        }
      }
    }
    if (found != null) {
      IdleRing.remove(found);
    }
    return found;
  }

  private void evict(Pooled resting) {
    if (resting.leavesSlowly()) {
      askToLeave(resting);
    } else {
      remove(resting);
      evicted.accept(resting);
    }
  }

  /** Updates whether the origin is among those that can be served, or can be forgotten. */
  private void update(Route<C> route) {
    if (!route.waiting.isEmpty() && hasRoom(route)) {
      ready.add(route);
    } else if (!ready.isEmpty()) {
      ready.remove(route);
    }
    if (route.open == 0 && route.waiting.isEmpty()) {
      routes.remove(route.origin);
    }
  }
}
