/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.net.AttemptFailures;
import dev.holdfast.http.net.Origin;
import dev.holdfast.http.net.connect.Channel;
import dev.holdfast.http.net.loop.Buffers;
import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.Timer;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that carries one exchange of HTTP/1.1 at a time. Belongs to the loop that it is
 * attached to, and to the pool while it is idle.
 */
public final class Http1Connection extends Pooled implements Buffers.Tenant {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The length from which reading directly into the target is cheaper than copying. */
  private static final int DIRECT_FROM = 512;

  private final Origin origin;
  private final Channel channel;
  private final Runnable whenStray;
  private final long oldAt;
  private @Nullable Loop loop;

  /** The bytes that were received and not yet read by an exchange. */
  private ByteBuffer unread = NOTHING;

  /** Whether the unread bytes have a buffer of their own, rather than a part of the loop's. */
  private boolean own;

  private int exchanges;
  private long idleEnd;

  /**
   * Creates a connection that is attached to that loop.
   *
   * @param ageNanos the age at which it has to be closed
   * @param whenStray runs when input arrives while it is idle
   */
  public Http1Connection(
      Origin origin, Channel channel, Loop loop, long ageNanos, WhenStray whenStray) {
    this.origin = origin;
    this.channel = channel;
    this.loop = loop;
    this.oldAt = Nanos.add(System.nanoTime() - Timer.EPOCH, ageNanos);
    this.whenStray = () -> whenStray.strayInput(this);
  }

  /** Called when an idle connection has input, which can only be unexpected. */
  interface WhenStray {
    void strayInput(Http1Connection idle);
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public String remote() {
    return channel.remote();
  }

  public Channel channel() {
    return channel;
  }

  /** Begins an exchange. Returns whether it is not the first. */
  public boolean begin() {
    exchanges++;
    return exchanges > 1;
  }

  /** Attaches the connection to a loop. On the loop's thread. */
  public void attach(Loop next) throws IOException {
    if (loop != next) {
      loop = next;
      channel.attach(next);
    }
  }

  /** Detaches the connection: it belongs to the pool from now on. */
  void detach() {
    Loop left = loop;
    if (left != null) {
      loop = null;
      moveOut();
      channel.space().leave(this);
      channel.detach(whenStray);
      left.connectionLeft();
    }
  }

  /**
   * Returns the received bytes, in a buffer that is valid until the next receive; null at the end
   * of the stream. Unread bytes must be returned with {@link #unread}.
   */
  public @Nullable ByteBuffer receive() throws IOException {
    ByteBuffer arrived = unread;
    unread = NOTHING;
    if (arrived.hasRemaining()) {
      return arrived;
    }
    own = false;
    ByteBuffer scratch = channel.scratch();
    return channel.read(scratch) < 0 ? null : scratch.flip();
  }

  /** Keeps the unread bytes of {@link #receive} for the next time, in place if possible. */
  public void unread(ByteBuffer rest) {
    if (rest.hasRemaining()) {
      unread = rest;
      if (!own) {
        channel.space().moveIn(this);
      }
    }
  }

  @Override
  public void moveOut() {
    if (!unread.hasRemaining()) {
      unread = NOTHING;
    } else if (!own) {
      unread = Buffers.copy(unread);
      own = true;
    }
  }

  /**
   * Returns the received bytes, at most that many; empty if there are none, null at the end of the
   * stream.
   *
   * @param toKeep whether the caller keeps the bytes beyond the next receive
   */
  public @Nullable ByteBuffer take(long most, boolean toKeep) throws IOException {
    ByteBuffer arrived = receive();
    if (arrived == null || !arrived.hasRemaining()) {
      return arrived;
    }
    boolean all = arrived.remaining() <= most;
    if (all && (own || !toKeep)) {
      return arrived;
    }
    int size = (int) Math.min(most, arrived.remaining());
    ByteBuffer taken = Buffers.take(arrived, size);
    unread(arrived);
    return toKeep ? Buffers.copy(taken) : taken;
  }

  /** Reads the received bytes into the array: 0 if there are none, -1 at the end of the stream. */
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!unread.hasRemaining()) {
      if (length >= (channel.secure() ? Buffers.RECORD_SIZE : DIRECT_FROM)) {
        return channel.read(ByteBuffer.wrap(target, offset, length));
      }
      ByteBuffer arrived = receive();
      if (arrived == null || !arrived.hasRemaining()) {
        return arrived == null ? -1 : 0;
      }
      unread(arrived);
    }
    int count = Math.min(length, unread.remaining());
    unread.get(target, offset, count);
    return count;
  }

  /**
   * Appends the received bytes to the unread ones, for a later {@link #receive}.
   *
   * @param most the limit on unread bytes
   * @return the number of received bytes; -1 at the end of the stream, and when there is no more
   *     room
   */
  public int takeAvailable(int most) throws IOException {
    if (unread.remaining() >= most) {
      return -1;
    }
    moveOut();
    ByteBuffer scratch = channel.scratch();
    int count = channel.read(scratch);
    scratch.flip();
    int end = unread.limit();
    if (scratch.remaining() > unread.capacity() - end) {
      int size = Math.max(2 * unread.remaining(), unread.remaining() + scratch.remaining());
      unread = ByteBuffer.allocate(size).put(unread).flip();
      own = true;
      end = unread.limit();
    }
    if (scratch.hasRemaining()) {
      unread.limit(end + scratch.remaining()).put(end, scratch, 0, scratch.remaining());
    }
    return count;
  }

  /**
   * Returns the failure of the connection before its next request is sent; null if no bytes have
   * arrived. Bytes before the request are not a response to it. If they were taken for one, every
   * later response would be assigned to the wrong request.
   */
  public @Nullable TransportException unasked(AttemptFailures failures, boolean reused) {
    IOException lost;
    try {
      int count = takeAvailable(Buffers.RECORD_SIZE);
      if (unread.hasRemaining()) {
        return failures.unasked(unread, reused);
      }
      if (count == 0) {
        return null;
      }
      lost = new EOFException("end of stream");
    } catch (IOException broken) {
      lost = broken;
    }
    return failures.lost(Sent.NO, false, reused, lost);
  }

  /** Whether bytes can be read without waiting for the socket. */
  public boolean holdsInput() {
    return unread.hasRemaining() || channel.holdsInput();
  }

  /** Returns the nanoseconds until its age limit. */
  long ageLeft(long now) {
    return oldAt - (now - Timer.EPOCH);
  }

  /** Sets how long the connection is valid if it becomes idle now. */
  void goodFor(long nanos, long now) {
    idleEnd = Nanos.add(now - Timer.EPOCH, nanos);
  }

  /** Whether it can carry another exchange: young, open, and nothing unread on it. */
  public boolean fit() {
    return System.nanoTime() - Timer.EPOCH < idleEnd && quiet();
  }

  /** As {@link #fit()}, for an idle connection. */
  public boolean fit(Buffers space) {
    channel.lend(space);
    boolean fit = fit();
    channel.lend(null);
    return fit;
  }

  /** Whether there are no unread bytes. On an idle connection they can only be unexpected. */
  private boolean quiet() {
    try {
      return !unread.hasRemaining() && channel.read(channel.scratch()) == 0;
    } catch (IOException broken) {
      return false;
    }
  }

  void close() {
    channel.close();
  }
}
