/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import dev.holdfast.http.net.Descriptors;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.time.TimeSource;
import java.io.Closeable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a transport: a {@link PoolState} for the attempts of all loops, blocking and
 * asynchronous, HTTP/1.1 and HTTP/2. A ticket that is granted later is notified on its own loop.
 * Thread-safe. The lock guards only the state, and is never held while a thread waits or a
 * connection is closed.
 *
 * <p>Idle connections are checked once a second, on the JVM's timer: one that the peer has closed
 * or that has expired is closed without waiting for a call. The timer does not keep an abandoned
 * pool reachable.
 */
public final class ConnectionPool implements Closeable, Http1Connection.WhenStray {

  /** The connections to close at a time when descriptors run out. */
  private static final int FEW = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final PoolState<Http1Connection> state;
  private final Lifetime lifetime;
  private final Descriptors descriptors;
  private final BooleanSupplier evictor = this::evictSome;

  /** The buffers for checks of idle connections, under the lock. */
  private final Buffers space = Buffers.small();

  private List<Pooled> evicted = List.of();
  private boolean looking;
  private boolean closed;

  public ConnectionPool(int perOrigin, int total, Lifetime lifetime, Descriptors descriptors) {
    this.state = new PoolState<>(perOrigin, total, this::evicted);
    this.lifetime = lifetime;
    this.descriptors = descriptors;
    descriptors.add(evictor);
  }

  /** A request for the right to use one connection, which may come with an idle one. */
  public static final class Ticket extends PoolState.Ticket<Http1Connection> implements Runnable {

    private final Loop loop;
    private final Granted owner;

    /** The next ticket of those granted at the same time. */
    private @Nullable Ticket alsoGranted;

    /** @param owner notified on the loop */
    public Ticket(Origin origin, boolean fresh, String avoid, Loop loop, Granted owner) {
      super(origin, fresh, avoid);
      this.loop = loop;
      this.owner = owner;
    }

    /** Notifies the owner of the grant, on the ticket's loop. */
    @Override
    public void run() {
      try {
        owner.granted(this);
      } catch (RuntimeException | Error unforeseen) {
        owner.broken(unforeseen);
        throw unforeseen;
      }
    }
  }

  /** A callback that runs when a ticket is granted. */
  public interface Granted extends Loop.Owner {
    void granted(Ticket ticket);
  }

  /** Converts a granted permit without a connection to that of an HTTP/2 connection. */
  public ConnectionPermit place(Origin origin, String remote, Loop loop) {
    return new ConnectionPermit(this, origin, remote, loop);
  }

  /** Returns the limits on the idle time and the age of connections. */
  public Lifetime lifetime() {
    return lifetime;
  }

  /** Whether a connection to that origin could be opened at once. */
  public boolean hasRoom(Origin origin) {
    lock.lock();
    try {
      return state.hasRoom(origin);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Acquires a permit: it is granted now or later, and must be released by {@link #keep},
   * {@link #drop}, {@link #leave} or by the HTTP/2 permit that replaces it. On the ticket's loop.
   */
  public void acquire(Ticket ticket) {
    boolean atOnce;
    lock.lock();
    try {
      state.acquire(ticket);
      // Read under the lock: another thread may grant it outside, and notifies it by itself.
      atOnce = ticket.granted();
    } finally {
      unlock(null);
    }
    if (atOnce) {
      ticket.owner.granted(ticket);
    }
  }

  /** Closes a granted connection. Returns the next idle one, or null for a new one. */
  public @Nullable Http1Connection instead(Ticket ticket, Http1Connection useless) {
    useless.close();
    Ticket granted = null;
    lock.lock();
    try {
      Http1Connection next = state.instead(ticket);
      granted = serve();
      return next;
    } finally {
      unlock(granted);
    }
  }

  /** Leaves the queue, or releases an unused permit. */
  public void leave(Ticket ticket) {
    Http1Connection unused = ticket.connection();
    if (unused != null) {
      unused.detach();
    }
    boolean granted;
    lock.lock();
    try {
      granted = !state.cancel(ticket);
    } finally {
      lock.unlock();
    }
    unused = ticket.connection();
    if (granted && unused != null) {
      rest(unused);
    } else if (granted) {
      change(pooled -> pooled.release(ticket.origin()));
    }
  }

  /** Keeps a connection that can carry another exchange, and releases its permit. On its loop. */
  public void keep(Http1Connection connection, long promisedNanos) {
    long now = System.nanoTime();
    long rest = lifetime.restNanos(promisedNanos, connection.ageLeft(now));
    if (rest <= 0) {
      drop(connection);
      return;
    }
    connection.goodFor(rest, now);
    connection.detach();
    rest(connection);
  }

  private void rest(Http1Connection connection) {
    Ticket granted = null;
    boolean kept;
    boolean look = false;
    lock.lock();
    try {
      kept = !closed;
      if (kept) {
        state.rest(connection);
        granted = serve();
        look = !looking;
        looking = true;
      } else {
        state.release(connection.origin());
      }
    } finally {
      unlock(granted);
    }
    if (!kept) {
      connection.close();
    } else if (look) {
      lookLater();
    }
  }

  /** Closes the connection and releases its permit. */
  public void drop(Http1Connection connection) {
    connection.close();
    change(pooled -> pooled.release(connection.origin()));
  }

  /** Closes the idle connections that have probably ended with that one. */
  public void dropSiblings(Http1Connection dead) {
    List<Http1Connection> siblings;
    Ticket granted = null;
    lock.lock();
    try {
      siblings = state.removeSiblings(dead);
      granted = serve();
    } finally {
      unlock(null);
    }
    siblings.forEach(Http1Connection::close);
    tell(granted);
  }

  @Override
  public void close() {
    List<Pooled> all;
    lock.lock();
    try {
      closed = true;
      all = new ArrayList<>(state.resting());
      all.removeIf(Pooled::leavesSlowly);
      all.forEach(state::remove);
    } finally {
      lock.unlock();
    }
    descriptors.remove(evictor);
    all.forEach(connection -> ((Http1Connection) connection).close());
  }

  /** Reports the number of connections, and of attempts that wait for one. */
  public void figures(PoolState.Figures told) {
    lock.lock();
    try {
      state.figures(told);
    } finally {
      lock.unlock();
    }
  }

  /** Checks an idle connection that has input. The input is its end, or unexpected data. */
  @Override
  public void strayInput(Http1Connection idle) {
    dropIfUnfit(idle);
  }

  /** Changes the state, and grants the permits that are free then. */
  void change(Consumer<PoolState<Http1Connection>> step) {
    Ticket granted = null;
    lock.lock();
    try {
      step.accept(state);
      granted = serve();
    } finally {
      unlock(granted);
    }
  }

  /** Grants the free permits, under the lock. */
  private @Nullable Ticket serve() {
    Ticket first = (Ticket) state.next();
    Ticket last = first;
    while (last != null) {
      last.alsoGranted = (Ticket) state.next();
      last = last.alsoGranted;
    }
    return first;
  }

  /**
   * Releases the lock. Connections that were evicted under it are closed outside, before others
   * replace them.
   */
  private void unlock(@Nullable Ticket granted) {
    List<Pooled> toClose = evicted;
    evicted = List.of();
    lock.unlock();
    for (Pooled one : toClose) {
      if (one instanceof Http1Connection idle) {
        idle.close();
      } else if (one instanceof ConnectionPermit place) {
        place.makeRoom();
      }
    }
    tell(granted);
  }

  private static void tell(@Nullable Ticket granted) {
    for (Ticket next = granted; next != null; ) {
      Ticket after = next.alsoGranted;
      next.loop.execute(next);
      next = after;
    }
  }

  private void evicted(Pooled connection) {
    if (evicted.isEmpty()) {
      evicted = new ArrayList<>(1);
    }
    // Tested first, because a class cannot be loaded while no descriptor is left.
    if (connection.leavesSlowly() && connection instanceof ConnectionPermit place) {
      place.ask();
    }
    evicted.add(connection);
  }

  private boolean evictSome() {
    boolean any = false;
    Ticket granted = null;
    lock.lock();
    try {
      for (int i = 0; i < FEW; i++) {
        any |= state.evictOldest();
      }
      granted = serve();
    } finally {
      unlock(granted);
    }
    return any;
  }

  @SuppressWarnings("ReturnValueIgnored") // It ends by itself.
  private void lookLater() {
    try {
      TimeSource.system().schedule(lifetime.lookNanos(), new Look(new WeakReference<>(this)));
    } catch (OutOfMemoryError noThread) {
      lock.lock();
      try {
        looking = false;
      } finally {
        lock.unlock();
      }
    }
  }

  private record Look(WeakReference<ConnectionPool> pool) implements Runnable {
    @Override
    public void run() {
      ConnectionPool alive = pool.get();
      if (alive != null) {
        alive.look();
      }
    }
  }

  private void look() {
    List<Pooled> resting;
    lock.lock();
    try {
      resting = state.resting();
    } finally {
      lock.unlock();
    }
    for (Pooled one : resting) {
      if (one instanceof Http1Connection connection) {
        dropIfUnfit(connection);
      }
    }
    boolean goOn;
    lock.lock();
    try {
      goOn = state.anyResting() && !closed;
      looking = goOn;
    } finally {
      lock.unlock();
    }
    if (goOn) {
      lookLater();
    }
  }

  /** Drops an unfit idle connection, under the lock, so that no call takes it meanwhile. */
  private void dropIfUnfit(Http1Connection connection) {
    boolean dropped;
    Ticket granted = null;
    lock.lock();
    try {
      dropped = connection.resting() && !connection.fit(space) && state.remove(connection);
      if (dropped) {
        granted = serve();
      }
    } finally {
      unlock(null);
    }
    if (dropped) {
      connection.close();
    }
    tell(granted);
  }
}
