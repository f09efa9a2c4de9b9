/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/*
 * A channel's registrations with selectors. A channel belongs to the loop that it is attached to,
 * and to none while it is idle. Its keys stay registered: a loop that gets the same channel again
 * finds its key, and needs no system call. So a key may fire for a loop that the channel does not
 * belong to; its interest is then removed. For the same reason, the interest in reading is removed
 * only when unexpected input has arrived.
 */
/** The loop that a channel belongs to, and the operations that the loop waits for. */
public final class Registration implements Loop.Ready {

  private final SocketChannel channel;
  private Target target = operations -> {};
  private Runnable whenStray = () -> {};

  /** The loop that it is attached to. */
  private volatile @Nullable Loop loop;

  private @Nullable SelectionKey key;
  private int wanted;

  /** The pooled selector and the event loop that have a key for it. */
  private volatile @Nullable PooledSelector home;

  private volatile @Nullable EventLoop eventLoop;

  /** Called when the channel is ready for the operations that were asked for. */
  public interface Target {
    void ready(int operations);
  }

  /** @param channel the channel, in non-blocking mode */
  public Registration(SocketChannel channel) {
    this.channel = channel;
  }

  public SocketChannel channel() {
    return channel;
  }

  public void target(Target next) {
    target = next;
  }

  /** Sets a task for input of the idle channel. It runs on a loop that has a key of the channel. */
  public void whenStray(Runnable task) {
    whenStray = task;
  }

  /** Attaches the channel to a loop. On the loop's thread. */
  public void attach(Loop next) throws IOException {
    wanted = 0;
    loop = next;
    key = next.register(this);
  }

  /** Detaches the channel from its loop. */
  public void detach() {
    wanted = 0;
    key = null;
    loop = null;
  }

  @Nullable Loop loop() {
    return loop;
  }

  /** Sets the operations to be notified of: a set of {@link SelectionKey} operations. */
  public void want(int operations) {
    wanted = operations;
    SelectionKey current = key;
    if (current == null || !current.isValid()) {
      return;
    }
    int has = current.interestOps();
    int keepsReading = has & SelectionKey.OP_READ;
    if ((operations | keepsReading) != has) {
      current.interestOps(operations | keepsReading);
    }
  }

  @Override
  public void ready(Loop from, SelectionKey fired) {
    try {
      if (loop != from) {
        boolean idle = loop == null;
        fired.interestOps(0);
        if (idle) {
          whenStray.run();
        }
        return;
      }
      int ready = fired.readyOps();
      int useful = ready & wanted;
      if (useful != ready) {
        fired.interestOps(wanted);
      }
      if (useful != 0) {
        target.ready(useful);
      }
    } catch (CancelledKeyException closed) {
      // Closed by an earlier event of the same round, or by another thread.
    }
  }

  /** Returns whether that loop has the channel and waits for nothing but input. */
  boolean awaitsInput(Loop asking) {
    return loop == asking && wanted == SelectionKey.OP_READ;
  }

  /** Lets the owner read, whether input has arrived or not. */
  void tryInput() {
    target.ready(SelectionKey.OP_READ);
  }

  /** Returns a key for a pooled selector, which becomes the preferred one for this channel. */
  SelectionKey keyWith(PooledSelector selector) throws IOException {
    PooledSelector before = home;
    if (before != selector) {
      home = selector;
      if (before != null) {
        before.leave(channel);
      }
    }
    return selector.register(channel, this);
  }

  /** Returns the pooled selector that has a key for it already, if any. */
  @Nullable PooledSelector home() {
    return home;
  }

  /** Records that an event loop has a key for it. */
  void registeredWith(EventLoop registered) {
    eventLoop = registered;
  }

  /** Closes the channel. Callable from any thread. */
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The channel had to be closed, and the peer cannot tell the difference.
    }
    // A closed channel keeps its descriptor until every selector has dropped its key.
    PooledSelector pooled = home;
    if (pooled != null) {
      Loop current = loop;
      pooled.dropClosed(current instanceof CallerLoop caller && caller.has(pooled));
    }
    EventLoop shared = eventLoop;
    if (shared != null) {
      shared.dropClosed();
    }
  }
}
