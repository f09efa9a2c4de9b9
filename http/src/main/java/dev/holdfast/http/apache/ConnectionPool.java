/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.time.TimeSource;
import java.io.Closeable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PoolState} for threads: a thread that needs a permit waits for it, as long as the limits
 * of its attempt allow. Thread-safe.
 *
 * <p>Idle connections are looked at once a second, on the JVM's timer: one that the peer has closed
 * or whose time is up is closed without a call having to come by. The timer does not keep a pool
 * that was dropped.
 */
final class ConnectionPool implements Closeable {

  /** Connections that are closed at a time when descriptors run out. */
  private static final int FEW = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final PoolState<Connection> state;
  private final Lifetime lifetime;
  private final Descriptors descriptors;
  private final BooleanSupplier evictor = this::evictSome;
  private List<Connection> evicted = List.of();
  private boolean looking;
  private boolean closed;

  ConnectionPool(int perRoute, int total, Lifetime lifetime, Descriptors descriptors) {
    this.state = new PoolState<>(perRoute, total, this::evicted);
    this.lifetime = lifetime;
    this.descriptors = descriptors;
    descriptors.add(evictor);
  }

  /** The right to use one connection, and the idle one that came with it, if one did. */
  static final class Permit extends PoolState.Ticket<Connection> {

    private final Thread thread = Thread.currentThread();
    private volatile boolean told;

    Permit(Origin origin, boolean fresh, String avoid) {
      super(origin, fresh, avoid);
    }

    private void tell() {
      told = true;
      LockSupport.unpark(thread);
    }
  }

  /**
   * Waits for a permit. It must be given back by {@link #keep}, {@link #drop} or {@link #free}.
   *
   * @throws StoppedException if a limit, an interrupt or closing came first
   */
  Permit lease(Permit permit, AttemptClock clock, Abort abort) throws StoppedException {
    boolean refused;
    lock.lock();
    try {
      refused = closed;
      if (!refused) {
        state.acquire(permit);
      }
    } finally {
      unlock();
    }
    if (refused) {
      throw new StoppedException(Stop.CLOSED);
    }
    if (!permit.granted()) {
      await(permit, clock, abort);
    }
    return permit;
  }

  /** Gives up the connection that came with a permit; the next idle one, or null for a new one. */
  @Nullable Connection instead(Permit permit, Connection useless) {
    useless.close();
    lock.lock();
    try {
      return state.instead(permit);
    } finally {
      serve();
      unlock();
    }
  }

  /** The connection may carry another request; gives its permit back. */
  void keep(Connection connection, long promisedNanos) {
    long now = System.nanoTime();
    long rest = lifetime.restNanos(promisedNanos, connection.ageLeft(now));
    if (rest <= 0) {
      drop(connection);
      return;
    }
    connection.goodFor(rest, now);
    boolean kept;
    boolean look = false;
    lock.lock();
    try {
      kept = !closed;
      if (kept) {
        state.rest(connection, now);
        serve();
        look = !looking;
        looking = true;
      }
    } finally {
      unlock();
    }
    if (!kept) {
      connection.close();
    } else if (look) {
      lookLater();
    }
  }

  /** Closes the connection and gives its permit back. */
  void drop(Connection connection) {
    connection.close();
    free(connection.origin());
  }

  /** Gives back a permit without a connection. */
  void free(Origin origin) {
    lock.lock();
    try {
      state.release(origin);
      serve();
    } finally {
      unlock();
    }
  }

  /** Closes the idle connections that have most likely ended with that one. */
  void dropSiblings(Connection dead) {
    List<Connection> siblings;
    lock.lock();
    try {
      siblings = state.removeSiblings(dead);
      serve();
    } finally {
      unlock();
    }
    siblings.forEach(Connection::close);
  }

  @Override
  public void close() {
    List<PoolState.Pooled> all;
    lock.lock();
    try {
      closed = true;
      all = state.resting();
      all.forEach(state::remove);
    } finally {
      unlock();
    }
    descriptors.remove(evictor);
    all.forEach(connection -> ((Connection) connection).close());
  }

  /** For tests: permits granted, and origins that are remembered. */
  @Override
  public String toString() {
    lock.lock();
    try {
      return state.open() + " connections, " + state.origins() + " origins";
    } finally {
      unlock();
    }
  }

  private void await(Permit permit, AttemptClock clock, Abort abort) throws StoppedException {
    long started = System.nanoTime();
    try {
      abort.guard(() -> LockSupport.unpark(permit.thread));
      while (!permit.told) {
        long limit = clock.limits().poolNanos();
        long own = limit == Long.MAX_VALUE ? Long.MAX_VALUE : limit - (System.nanoTime() - started);
        long left = Math.min(own, clock.left());
        if (Thread.currentThread().isInterrupted()) {
          throw new StoppedException(Stop.INTERRUPTED);
        }
        if (abort.aborted()) {
          throw new StoppedException(Stop.CLOSED);
        }
        if (left <= 0) {
          throw new StoppedException(clock.expired(Stop.SILENCE));
        }
        LockSupport.parkNanos(this, left);
      }
    } catch (StoppedException stopped) {
      leave(permit);
      throw stopped;
    }
  }

  /** A permit that came at the same moment goes on to the next. */
  private void leave(Permit permit) {
    Connection unused;
    lock.lock();
    try {
      if (state.cancel(permit)) {
        return;
      }
      unused = permit.connection();
      if (unused == null || closed) {
        state.release(permit.origin());
      } else {
        state.rest(unused, System.nanoTime());
        unused = null;
      }
      serve();
    } finally {
      unlock();
    }
    if (unused != null) {
      unused.close();
    }
  }

  private void serve() {
    for (PoolState.Ticket<Connection> next = state.next(); next != null; next = state.next()) {
      ((Permit) next).tell();
    }
  }

  private void evicted(PoolState.Pooled connection) {
    if (evicted.isEmpty()) {
      evicted = new ArrayList<>(1);
    }
    evicted.add((Connection) connection);
  }

  /** What was evicted under the lock is closed outside of it. */
  private void unlock() {
    List<Connection> toClose = evicted;
    evicted = List.of();
    lock.unlock();
    toClose.forEach(Connection::close);
  }

  private boolean evictSome() {
    boolean any = false;
    lock.lock();
    try {
      for (int i = 0; i < FEW; i++) {
        any |= state.evictOldest();
      }
      serve();
    } finally {
      unlock();
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
        unlock();
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
    List<PoolState.Pooled> resting;
    lock.lock();
    try {
      resting = state.resting();
    } finally {
      unlock();
    }
    resting.forEach(connection -> dropIfUnfit((Connection) connection));
    boolean goOn;
    lock.lock();
    try {
      goOn = state.anyResting() && !closed;
      looking = goOn;
    } finally {
      unlock();
    }
    if (goOn) {
      lookLater();
    }
  }

  /** Under the lock, so that no call takes the connection meanwhile; looking never waits. */
  private void dropIfUnfit(Connection connection) {
    boolean dropped;
    lock.lock();
    try {
      dropped = connection.resting() && !connection.fit() && state.remove(connection);
      if (dropped) {
        serve();
      }
    } finally {
      unlock();
    }
    if (dropped) {
      connection.close();
    }
  }
}
