/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Timer;
import java.util.function.BooleanSupplier;

/** The permit of one HTTP/2 connection while it is open. Belongs to its loop. */
public final class ConnectionPermit extends Pooled {

  private final Origin origin;
  private final String remote;
  private final Loop loop;
  private final ConnectionPool pool;
  private long oldAt;
  private BooleanSupplier giveUp = () -> false;
  private boolean free;

  /** Whether the pool has asked it to make room. Guarded by the pool's lock. */
  private boolean asked;

  ConnectionPermit(ConnectionPool pool, Origin origin, String remote, Loop loop) {
    this.pool = pool;
    this.origin = origin;
    this.remote = remote;
    this.loop = loop;
    renew();
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public String remote() {
    return remote;
  }

  @Override
  public boolean leavesSlowly() {
    return true;
  }

  /** Whether the connection should be replaced when possible. */
  public boolean old() {
    return System.nanoTime() - Timer.EPOCH > oldAt;
  }

  /** Keeps the connection in use, because it cannot be replaced. */
  public void renew() {
    oldAt = Nanos.add(System.nanoTime() - Timer.EPOCH, pool.lifetime().nextAgeNanos());
  }

  /**
   * Marks the connection as idle: no stream uses it, so it may have to make room.
   *
   * @param close closes the connection, unless it is in use; returns whether it did
   */
  public void rest(BooleanSupplier close) {
    if (!free) {
      giveUp = close;
      pool.change(state -> state.unused(this));
    }
  }

  /** Marks the connection as in use. */
  public void busy() {
    pool.change(state -> state.used(this));
  }

  /** Returns the permit of a closed connection. */
  public void free() {
    if (!free) {
      free = true;
      pool.change(state -> state.left(this, asked));
    }
  }

  /** Closes the connection to make room. */
  private void leave() {
    if (!giveUp.getAsBoolean()) {
      // A stream has taken it at the same moment. It becomes idle again later.
      pool.change(state -> {
        if (asked) {
          asked = false;
          state.stays();
        }
      });
    }
  }

  /** Asks for the permit. Called by the pool, with its lock. */
  void ask() {
    asked = true;
  }

  /** Makes room after {@link #ask}, without the lock. */
  void makeRoom() {
    loop.execute(this::leave);
  }
}
