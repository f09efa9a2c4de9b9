/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/*
 * A TCP connection on which no read or write can block longer than the attempt allows.
 *
 * The channel is non-blocking. Each operation tries the system call and, when it would block, waits
 * in a select whose timeout is the least of the silence limit, what is left of the attempt and what
 * is left of the call. So no timer thread watches a connection, and nothing can drip past a limit.
 * A select also ends when its thread is interrupted or when another thread closes the selector.
 *
 * What ended a wait is recorded in `stopped`: JSSE above us wraps exceptions as it likes, and the
 * cause must be known whatever it does. A stopped wire stays stopped, so that JSSE's attempt to send
 * an alert through it fails at once.
 */
final class Wire implements Abort.Target, Inbox.Source {

  /** Larger arrays would make the JDK keep direct buffers of that size for every thread. */
  private static final int LARGEST_CALL = 64 * 1024;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final SocketChannel channel;
  private final InetSocketAddress remote;
  private final Selector selector;
  private final SelectionKey key;

  private AttemptClock clock;
  private @Nullable Attention attention;
  private @Nullable FirstWrite firstWrite;
  private boolean expectWait;
  private boolean sendsBody;
  private boolean awaitsSource;
  private long written;
  private boolean peerEnded;
  private volatile @Nullable Stop stopped;

  /** Looks at input that arrives while a write cannot go on. */
  interface Attention {
    /** Throws if the write should be given up for it. Must not block. */
    void inputWhileBlocked() throws IOException;
  }

  /** Has the last word before a request's first byte leaves. */
  interface FirstWrite {
    /** Throws if it should not. Must not block. */
    void check() throws IOException;
  }

  /**
   * @param channel connected and non-blocking
   * @param key the channel's registration with its selector, which belongs to this wire from now
   *     on; the address it was connected to is attached
   */
  Wire(SocketChannel channel, SelectionKey key, AttemptClock clock) {
    this.channel = channel;
    this.remote = (InetSocketAddress) key.attachment();
    this.selector = key.selector();
    this.key = key;
    this.clock = clock;
    key.interestOps(0);
  }

  /** A new attempt uses the wire: its limits hold from now on. */
  void attach(AttemptClock next) {
    clock = next;
    attention = null;
    firstWrite = null;
    expectWait = false;
    sendsBody = false;
    awaitsSource = false;
  }

  /** What to ask when a write blocks and input is there; null for nothing. */
  void watchInputWhileWriting(@Nullable Attention watcher) {
    sendsBody = true;
    attention = watcher;
  }

  /** What to ask before the next write, once. */
  void beforeFirstWrite(FirstWrite check) {
    firstWrite = check;
  }

  /** Why an operation was given up by us, or null if none was. */
  @Nullable Stop stopped() {
    return stopped;
  }

  /** Whether a limit had passed before the next bytes came from the source of the body. */
  boolean awaitedSource() {
    return awaitsSource;
  }

  /** Bytes that the kernel took, since the connection was made. */
  long written() {
    return written;
  }

  /** Whether reading met the end of the stream or a broken connection. */
  boolean peerEnded() {
    return peerEnded;
  }

  SocketChannel channel() {
    return channel;
  }

  /** The address it was connected to. */
  InetSocketAddress remote() {
    return remote;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    checkUsable();
    int wanted = Math.min(length, LARGEST_CALL);
    // After a write, or once the last read drained the socket, there is most likely nothing yet:
    // waiting first saves a futile system call.
    if (expectWait) {
      await(SelectionKey.OP_READ, clock.readNanos());
    }
    int count = readAvailable(target, offset, wanted);
    while (count == 0) {
      await(SelectionKey.OP_READ, clock.readNanos());
      count = readAvailable(target, offset, wanted);
    }
    expectWait = count >= 0 && count < wanted;
    return count;
  }

  @Override
  public int readAvailable(byte[] target, int offset, int length) throws IOException {
    try {
      int count = channel.read(ByteBuffer.wrap(target, offset, Math.min(length, LARGEST_CALL)));
      peerEnded |= count < 0;
      return count;
    } catch (ClosedChannelException closed) {
      throw closedElsewhere();
    } catch (IOException broken) {
      peerEnded = true;
      throw broken;
    }
  }

  void write(byte[] source, int offset, int length) throws IOException {
    FirstWrite check = firstWrite;
    if (check != null) {
      firstWrite = null;
      check.check();
    }
    int position = offset;
    int end = offset + length;
    long blockedSince = 0;
    while (position < end) {
      awaitsSource = sendsBody && position == offset;
      checkUsable();
      awaitsSource = false;
      int wanted = Math.min(end - position, LARGEST_CALL);
      int count = writeAvailable(ByteBuffer.wrap(source, position, wanted));
      position += count;
      if (count < wanted) {
        // Only bytes that are taken end the silence of a peer that is to take them.
        blockedSince = count > 0 || blockedSince == 0 ? System.nanoTime() : blockedSince;
        awaitWritable(blockedSince);
      }
    }
    expectWait = true;
  }

  /** Waits until a byte can be read, at most that long. */
  boolean awaitInput(long nanos) throws IOException {
    checkUsable();
    long started = System.nanoTime();
    while (true) {
      long left = Math.min(nanos - (System.nanoTime() - started), clock.left());
      if (left <= 0) {
        checkUsable();
        return false;
      }
      if (select(SelectionKey.OP_READ, left)) {
        return true;
      }
      checkUsable();
    }
  }

  /** Ends any wait on this wire from any thread, as a call that was cancelled by closing. */
  @Override
  public void wake() {
    if (stopped == null) {
      stopped = Stop.CLOSED;
    }
    selector.wakeup();
  }

  /** Closes the connection at once, without a word to the peer. */
  @Override
  public void close() {
    closeQuietly(channel);
    // A channel that is registered keeps its descriptor until its selector lets go of it.
    closeQuietly(selector);
  }

  /** Writes what the kernel takes at once. */
  int writeAvailable(ByteBuffer bytes) throws IOException {
    try {
      int count = channel.write(bytes);
      written += count;
      return count;
    } catch (ClosedChannelException closed) {
      throw closedElsewhere();
    }
  }

  private void awaitWritable(long since) throws IOException {
    Attention watcher = attention;
    if (watcher == null) {
      await(SelectionKey.OP_WRITE, clock.limits().writeNanos(), since);
      return;
    }
    await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, clock.limits().writeNanos(), since);
    if (key.isReadable()) {
      watcher.inputWhileBlocked();
    }
  }

  private void await(int operations, long silenceNanos) throws IOException {
    await(operations, silenceNanos, System.nanoTime());
  }

  private void await(int operations, long silenceNanos, long since) throws IOException {
    while (true) {
      long silenceLeft = silenceNanos == Long.MAX_VALUE
          ? Long.MAX_VALUE
          : silenceNanos - (System.nanoTime() - since);
      long left = Math.min(silenceLeft, clock.left());
      if (left <= 0) {
        throw stop(clock.expired(Stop.SILENCE));
      }
      if (select(operations, left)) {
        return;
      }
      checkUsable();
    }
  }

  private boolean select(int operations, long nanos) throws IOException {
    try {
      if (key.interestOps() != operations) {
        key.interestOps(operations);
      }
      // Rounded up: select(0) would wait forever, and a limit below 1 ms must not become none.
      long millis = nanos / NANOS_PER_MILLI + 1;
      int ready = nanos == Long.MAX_VALUE
          ? selector.select(Wire::ignore)
          : selector.select(Wire::ignore, millis);
      return ready > 0;
    } catch (ClosedSelectorException | CancelledKeyException closed) {
      throw closedElsewhere();
    }
  }

  /** There is but one key; that it was selected is all there is to know. */
  private static void ignore(SelectionKey selected) {}

  /**
   * Fails if the attempt was ended or is over time. A loop that reads without waiting asks here: a
   * peer that never stops sending would keep it beyond every limit.
   */
  void checkUsable() throws IOException {
    if (stopped != null) {
      throw new StoppedException(stopped);
    }
    if (!channel.isOpen()) {
      throw closedElsewhere();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw stop(Stop.INTERRUPTED);
    }
    if (clock.bounded() && clock.left() <= 0) {
      throw stop(clock.expired(Stop.SILENCE));
    }
  }

  private IOException closedElsewhere() {
    Stop reason = stopped;
    return reason == null ? new EOFException("connection closed") : new StoppedException(reason);
  }

  private StoppedException stop(Stop reason) {
    Stop first = stopped;
    if (first != null) {
      return new StoppedException(first);
    }
    stopped = reason;
    return new StoppedException(reason);
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException ignored) {
      // Closing is all that was wanted; the peer cannot tell the difference.
    }
  }
}
