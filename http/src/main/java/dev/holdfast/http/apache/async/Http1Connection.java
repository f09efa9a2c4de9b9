/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.http.apache.Origin;
import dev.holdfast.http.apache.PoolState;
import dev.holdfast.time.Nanos;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A connection that carries one exchange of HTTP/1.1 at a time. Belongs to the loop's thread. */
final class Http1Connection extends PoolState.Pooled {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Origin origin;
  private final Link link;
  private final EventLoop loop;

  /** Received and not yet read by an exchange. */
  private ByteBuffer unread = NOTHING;

  private int exchanges;
  private final long oldAt;
  private long idleEnd;

  /** @param ageNanos the age at which it is to be given up */
  Http1Connection(Origin origin, Link link, EventLoop loop, long ageNanos) {
    this.origin = origin;
    this.link = link;
    this.loop = loop;
    this.oldAt = Nanos.add(System.nanoTime() - Timer.EPOCH, ageNanos);
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public String remote() {
    return link.remote();
  }

  Link link() {
    return link;
  }

  /** An exchange begins; whether it is not the first. */
  boolean begin() {
    exchanges++;
    return exchanges > 1;
  }

  /**
   * What has come, in a buffer that is good until control returns to the loop; null at the end of
   * the stream. Whoever does not read all of it must {@link #unread} the rest.
   */
  @Nullable ByteBuffer receive() throws IOException {
    if (unread.hasRemaining()) {
      ByteBuffer arrived = unread;
      unread = NOTHING;
      return arrived;
    }
    ByteBuffer scratch = loop.scratch();
    return link.read(scratch) < 0 ? null : scratch.flip();
  }

  /** Keeps what was not read for the next time. */
  void unread(ByteBuffer rest) {
    if (rest.hasRemaining()) {
      unread = ByteBuffer.allocate(rest.remaining()).put(rest).flip();
    }
  }

  /** Whether there is something to read without waiting for the socket. */
  boolean holdsInput() {
    return unread.hasRemaining() || link.holdsInput();
  }

  /** Nanoseconds until its age is up. */
  long ageLeft(long now) {
    return oldAt - (now - Timer.EPOCH);
  }

  /** The connection rests from now on, and is good for that long. */
  void rest(long limitNanos, long now, Runnable whenUnfit) {
    idleEnd = Nanos.add(now - Timer.EPOCH, limitNanos);
    link.owner((readable, writable) -> {
      if (!quiet()) {
        whenUnfit.run();
      }
    });
    link.want(true, false);
  }

  /** Whether it can carry another exchange: young, open, and nothing unread on it. */
  boolean fit() {
    return System.nanoTime() - Timer.EPOCH < idleEnd && quiet();
  }

  /** Unread bytes on an idle connection can only be something that nobody asked for. */
  private boolean quiet() {
    try {
      return !unread.hasRemaining() && link.read(loop.scratch()) == 0;
    } catch (IOException broken) {
      return false;
    }
  }

  void close() {
    link.close();
  }
}
