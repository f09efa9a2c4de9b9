/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.http.net.Descriptors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The selectors of threads that wait for their own attempt. Each costs two descriptors, so few are
 * kept free: at most three for each that is in use, or four. Thread-safe.
 */
public final class Selectors implements Closeable {

  private static final int FEW = 4;

  /**
   * The free selectors for each used one. Fewer would be closed in each lull of a busy session and
   * opened again.
   */
  private static final int SPARE_FOR_EACH = 3;

  private final Descriptors descriptors;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<PooledSelector> all = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean closed;

  public Selectors(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  /**
   * Returns a selector for the calling thread, which must {@link #release} it.
   *
   * @param preferred the one to take if it is free
   */
  PooledSelector take(@Nullable PooledSelector preferred) throws IOException {
    PooledSelector found = preferred != null && preferred.tryTake() ? preferred : takeFree();
    if (found == null) {
      found = new PooledSelector(descriptors.open(Selector::open));
      add(found);
    }
    taken.incrementAndGet();
    return found;
  }

  /** Takes back a selector. */
  void release(PooledSelector selector) {
    int left = taken.decrementAndGet();
    selector.free();
    if (open.get() - left > Math.max(FEW, SPARE_FOR_EACH * left)) {
      closeSpare();
    }
  }

  /** Closes the free selectors now, and the others when they are released. */
  @Override
  public void close() {
    closed = true;
    lock.lock();
    try {
      all.forEach(PooledSelector::closeSoon);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable PooledSelector takeFree() {
    if (open.get() <= taken.get()) {
      return null;
    }
    lock.lock();
    try {
      for (int i = all.size() - 1; i >= 0; i--) {
        if (all.get(i).tryTake()) {
          return all.get(i);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void add(PooledSelector made) {
    lock.lock();
    try {
      all.add(made);
      open.incrementAndGet();
      if (closed) {
        made.closeSoon();
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeSpare() {
    lock.lock();
    try {
      for (Iterator<PooledSelector> each = all.iterator(); each.hasNext() && tooMany(); ) {
        if (each.next().tryClose()) {
          each.remove();
          open.decrementAndGet();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean tooMany() {
    int used = taken.get();
    return open.get() - used > Math.max(FEW, SPARE_FOR_EACH * used);
  }
}
