/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Buffers the first bytes until they are complete, too many, or too old; then writes them at once.
 * A separate thread writes old bytes while the reader waits for more.
 */
final class HeldOutput {

  /** The largest number of bytes held; more are written at once. */
  static final int CAPACITY = 65_536;

  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final OutputStream target;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private volatile boolean held = true;
  private boolean closed;
  private boolean watched;
  private boolean untilWhole;
  private @Nullable IOException failure;
  private volatile @Nullable Thread watcher;

  HeldOutput(OutputStream target) {
    this.target = target;
  }

  /**
   * Discards the held bytes.
   *
   * @param whole whether the bytes are held until they are complete, however old
   * @throws IllegalStateException if something was written
   */
  void restart(boolean whole) throws IOException {
    lockOrEnd();
    try {
      if (!held) {
        throw new IllegalStateException("written already");
      }
      kept.reset();
      untilWhole = whole;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing was written yet. */
  boolean isHeld() {
    return held; // without the lock, under which the other thread may be blocked in a write
  }

  void write(ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    lockOrEnd();
    try {
      throwFailure();
      if (!held) {
        target.write(copy);
        return;
      }
      kept.writeBytes(copy);
      if (kept.size() > CAPACITY) {
        release();
      } else if (!untilWhole) {
        watch();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes the held bytes. */
  void flush() throws IOException {
    lockOrEnd();
    try {
      throwFailure();
      release();
    } finally {
      lock.unlock();
    }
  }

  /** Discards the held bytes. Interrupts the other thread if nothing reads what it writes. */
  void close() {
    Thread other = watcher;
    if (!lock.tryLock()) {
      if (other != null) {
        other.interrupt();
      }
      lock.lock();
    }
    try {
      closed = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the other thread, which may be blocked in a write. An interrupt ends the wait. */
  private void lockOrEnd() throws IOException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw InterruptibleOutput.interrupted();
    }
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private void release() throws IOException {
    if (held) {
      held = false;
      ended.signalAll();
      kept.writeTo(target);
      kept.reset();
      target.flush();
    }
  }

  private void watch() {
    if (!watched) {
      watched = true;
      Thread thread = new Thread(null, this::releaseWhenOld, "holdfast-output", 0, false);
      thread.setDaemon(true);
      watcher = thread;
      thread.start();
    }
  }

  private void releaseWhenOld() {
    lock.lock();
    try {
      long left = LONGEST_NANOS;
      while (held && !closed && left > 0) {
        left = ended.awaitNanos(left);
      }
      watched = false;
      if (held && !closed && !untilWhole) {
        release();
      }
    } catch (IOException e) {
      failure = e; // reported by the next write
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
