/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A selector, with buffers, that one thread at a time takes from {@link Selectors}. Keys of
 * channels that were used with it stay, so that a thread that takes it together with one of them
 * needs no system call to begin.
 */
final class PooledSelector {

  private static final int FREE = 0;
  private static final int TAKEN = 1;
  private static final int CLOSED = 2;

  private final Selector selector;
  private final Buffers buffers = Buffers.small();
  private final AtomicInteger state = new AtomicInteger(TAKEN);

  /** Whether a channel with a key was closed, or has left. */
  private volatile boolean stale;

  /** Whether it has to be closed as soon as it is free. */
  private volatile boolean unwanted;

  /** Creates a selector that the calling thread has taken. */
  PooledSelector(Selector selector) {
    this.selector = selector;
  }

  Selector selector() {
    return selector;
  }

  Buffers buffers() {
    return buffers;
  }

  /** Takes it, if it is free. */
  boolean tryTake() {
    return state.get() == FREE && state.compareAndSet(FREE, TAKEN);
  }

  /** Releases it. */
  void free() {
    do {
      dropStale();
      state.set(FREE);
      // A channel may have been closed in between.
    } while (stale && tryTake());
    if (unwanted) {
      tryClose();
    }
  }

  /** Closes it now, or as soon as it is released. */
  void closeSoon() {
    unwanted = true;
    tryClose();
  }

  /** Closes it, if it is free. */
  boolean tryClose() {
    if (!state.compareAndSet(FREE, CLOSED)) {
      return false;
    }
    close();
    return true;
  }

  private void close() {
    try {
      selector.close();
    } catch (IOException ignored) {
      // Nothing depends on it any more.
    }
  }

  /** Returns the channel's key, created if there is none. For the thread that has the selector. */
  SelectionKey register(SocketChannel channel, Loop.Ready ready) throws IOException {
    SelectionKey known = channel.keyFor(selector);
    if (known != null && known.isValid()) {
      return known;
    }
    if (known != null) {
      selector.selectNow();
    }
    return channel.register(selector, 0, ready);
  }

  /** Removes a channel that is used with another selector from now on. Callable from any thread. */
  void leave(SocketChannel channel) {
    SelectionKey known = channel.keyFor(selector);
    if (known != null) {
      known.cancel();
      stale = true;
    }
  }

  /**
   * Called when a channel with a key was closed, so that its descriptor is released soon. Callable
   * from any thread.
   *
   * @param own whether the calling thread has the selector
   */
  void dropClosed(boolean own) {
    stale = true;
    if (own) {
      return;
    }
    if (tryTake()) {
      free();
    } else {
      selector.wakeup();
    }
  }

  private void dropStale() {
    if (stale) {
      stale = false;
      try {
        selector.selectNow();
      } catch (IOException | ClosedSelectorException closed) {
        // It has no keys then.
      }
    }
  }
}
