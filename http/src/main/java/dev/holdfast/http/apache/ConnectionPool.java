/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.time.Nanos;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HttpCore's strict pool (first come, first served; limits per origin and in all), with waits
 * measured on the monotonic clock and ended by limits, interrupts and closing.
 */
final class ConnectionPool implements Closeable {

  private final StrictConnPool<Origin, Connection> pool;
  private final long idleNanos;
  private final AtomicLong lastSweep = new AtomicLong(System.nanoTime());

  ConnectionPool(int perRoute, int total, Duration idleTimeout) {
    this.pool = new StrictConnPool<>(
        perRoute, total, TimeValue.NEG_ONE_MILLISECOND, PoolReusePolicy.LIFO, null);
    this.idleNanos = Nanos.of(idleTimeout);
  }

  /**
   * The right to use one connection to an origin: an entry with an idle one, or an empty entry.
   *
   * @throws StoppedException if a limit, an interrupt or closing came first
   */
  PoolEntry<Origin, Connection> lease(Origin origin, AttemptClock clock, Abort abort)
      throws StoppedException {
    Decided decided = new Decided();
    Future<PoolEntry<Origin, Connection>> future = request(origin, decided);
    if (!future.isDone()) {
      abort.guard(() -> future.cancel(true));
    }
    try {
      long wait = Math.max(0, Math.min(clock.limits().poolNanos(), clock.left()));
      if (!decided.await(wait, TimeUnit.NANOSECONDS) && future.cancel(true)) {
        // The pool would keep the cancelled request until the next release, which may never come.
        pool.validatePendingRequests();
        throw new StoppedException(clock.expired(Stop.SILENCE));
      }
      return future.get();
    } catch (InterruptedException interrupted) {
      giveBack(future);
      Thread.currentThread().interrupt();
      throw new StoppedException(Stop.INTERRUPTED);
    } catch (CancellationException cancelled) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      throw new StoppedException(interrupted ? Stop.INTERRUPTED : Stop.CLOSED);
    } catch (ExecutionException failed) {
      throw new StoppedException(Stop.CLOSED);
    }
  }

  /** The connection may carry another request. */
  void keep(PoolEntry<Origin, Connection> entry, long limitNanos) {
    Connection connection = entry.getConnection();
    if (connection != null) {
      connection.rest(Math.min(limitNanos, idleNanos));
    }
    entry.updateExpiry(TimeValue.NEG_ONE_MILLISECOND);
    release(entry, true);
    sweepNowAndThen();
  }

  /** Gives the place back; the connection, if there is one, is closed. */
  void drop(PoolEntry<Origin, Connection> entry) {
    entry.discardConnection(CloseMode.IMMEDIATE);
    release(entry, false);
  }

  /** Connections leased and idle, for tests. */
  String describe() {
    return pool.getTotalStats().toString();
  }

  @Override
  public void close() {
    pool.close(CloseMode.IMMEDIATE);
  }

  private Future<PoolEntry<Origin, Connection>> request(Origin origin, Decided decided)
      throws StoppedException {
    try {
      return pool.lease(origin, null, Timeout.DISABLED, decided);
    } catch (IllegalStateException closed) {
      throw new StoppedException(Stop.CLOSED);
    }
  }

  private void release(PoolEntry<Origin, Connection> entry, boolean reusable) {
    try {
      pool.release(entry, reusable);
    } catch (IllegalStateException closed) {
      entry.discardConnection(CloseMode.IMMEDIATE);
    }
    if (pool.isShutdown()) {
      entry.discardConnection(CloseMode.IMMEDIATE);
    }
  }

  private void giveBack(Future<PoolEntry<Origin, Connection>> future) {
    if (future.cancel(true)) {
      pool.validatePendingRequests();
      return;
    }
    try {
      release(future.get(), true);
    } catch (InterruptedException | ExecutionException | CancellationException none) {
      // It was never granted.
    }
  }

  /**
   * Closes connections that rested too long, and forgets origins without any: on the callers'
   * threads, once in an idle time, since there is no thread of our own.
   */
  private void sweepNowAndThen() {
    long now = System.nanoTime();
    long last = lastSweep.get();
    if (now - last > idleNanos && lastSweep.compareAndSet(last, now)) {
      pool.enumAvailable(entry -> {
        Connection connection = entry.getConnection();
        if (connection == null || connection.tooOld()) {
          entry.discardConnection(CloseMode.IMMEDIATE);
        }
      });
    }
  }

  /** HttpCore's own future waits by the wall clock, and for an hour more if that is set back. */
  private static final class Decided extends CountDownLatch
      implements FutureCallback<PoolEntry<Origin, Connection>> {

    Decided() {
      super(1);
    }

    @Override
    public void completed(PoolEntry<Origin, Connection> entry) {
      countDown();
    }

    @Override
    public void failed(Exception failure) {
      countDown();
    }

    @Override
    public void cancelled() {
      countDown();
    }
  }
}
