/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.apache.Blame;
import dev.holdfast.http.apache.Origin;
import dev.holdfast.http.apache.PoolState;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
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

  /** Whether an exchange has just been given it, rather than the loop's buffer. */
  private boolean lent;

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
      lent = true;
      return arrived;
    }
    lent = false;
    ByteBuffer scratch = loop.scratch();
    return link.read(scratch) < 0 ? null : scratch.flip();
  }

  /** Keeps what was not read for the next time. */
  void unread(ByteBuffer rest) {
    if (rest.hasRemaining()) {
      unread = lent ? rest : ByteBuffer.allocate(rest.remaining()).put(rest).flip();
    }
  }

  /**
   * Takes in what has come, behind what was not read, for a later {@link #receive}.
   *
   * @param most how many unread bytes there may be
   * @return how many came; -1 at the end of the stream, and when there is no more room
   */
  int takeAvailable(int most) throws IOException {
    if (unread.remaining() >= most) {
      return -1;
    }
    ByteBuffer scratch = loop.scratch();
    int count = link.read(scratch);
    scratch.flip();
    int end = unread.limit();
    if (scratch.remaining() > unread.capacity() - end) {
      int size = Math.max(2 * unread.remaining(), unread.remaining() + scratch.remaining());
      unread = ByteBuffer.allocate(size).put(unread).flip();
      end = unread.limit();
    }
    if (scratch.hasRemaining()) {
      unread.limit(end + scratch.remaining()).put(end, scratch, 0, scratch.remaining());
    }
    return count;
  }

  /**
   * What is wrong with the connection before its next request is sent; null if nothing has come.
   * What comes before its question is no answer, and if it were taken for one, every later answer
   * would be one too early.
   */
  @Nullable TransportException unasked(Blame blame, boolean reused) {
    IOException lost;
    try {
      int count = takeAvailable(loop.scratch().capacity());
      if (unread.hasRemaining()) {
        return blame.unasked(unread, reused);
      }
      if (count == 0) {
        return null;
      }
      lost = new EOFException("end of stream");
    } catch (IOException broken) {
      lost = broken;
    }
    return blame.lost(Sent.NO, false, reused, lost);
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
