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

/** The permit for one connection of HTTP/2, for as long as it is open. Belongs to its loop. */
public final class ConnectionPermit extends Pooled {

  private final Origin origin;
  private final String remote;
  private final Loop loop;
  private final ConnectionPool pool;
  private long oldAt;
  private BooleanSupplier giveUp = () -> false;
  private boolean free;

  /** Whether it was asked to make room. Guarded by the pool's lock. */
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

  /** Whether the connection is to be replaced when that is possible. */
  public boolean old() {
    return System.nanoTime() - Timer.EPOCH > oldAt;
  }

  /** It cannot be replaced: the connection is used on. */
  public void renew() {
    oldAt = Nanos.add(System.nanoTime() - Timer.EPOCH, pool.lifetime().nextAgeNanos());
  }

  /**
   * No stream uses the connection: it may have to make room.
   *
   * @param close closes it, unless it is in use; whether it did
   */
  public void rest(BooleanSupplier close) {
    if (!free) {
      giveUp = close;
      pool.change(state -> state.unused(this));
    }
  }

  /** It is in use from now on. */
  public void busy() {
    pool.change(state -> state.used(this));
  }

  /** It is closed. */
  public void free() {
    if (!free) {
      free = true;
      pool.change(state -> state.left(this, asked));
    }
  }

  /** It has to make room. */
  private void leave() {
    if (!giveUp.getAsBoolean()) {
      // It was taken into use in the same moment, and rests again later.
      pool.change(state -> {
        if (asked) {
          asked = false;
          state.stays();
        }
      });
    }
  }

  /** The pool wants its permit back. With the pool's lock. */
  void ask() {
    asked = true;
  }

  /** After {@link #ask}, without the lock. */
  void makeRoom() {
    loop.execute(this::leave);
  }
}
