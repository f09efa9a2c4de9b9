/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.thread.DaemonThreads;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A hashed timing wheel (Varghese and Lauck, 1987): cheap for many tasks, but not exact. Arming and
 * cancelling cost the same with ten pending timers as with a million; a deadline on every call
 * needs that. A task runs at its time or up to about two ticks later, never before.
 *
 * <p>One daemon thread turns the wheel while tasks are pending, and ends after a while without any,
 * so a timer need not be closed. Tasks run on that thread, so they must be short; their exceptions
 * go to the thread's uncaught exception handler, and the wheel goes on. Thread-safe.
 */
final class WheelTimer {

  private static final int BUCKETS = 1024;
  private static final long IDLE_TICKS = 1000;
  private static final ThreadFactory THREADS = DaemonThreads.service("holdfast-timer");

  private final long tickNanos;
  private final long startNanos = System.nanoTime();
  private final Bucket[] buckets = new Bucket[BUCKETS];
  private final AtomicLong pending = new AtomicLong();
  private final Object turning = new Object();
  private volatile @Nullable Thread thread;
  /** The last tick whose bucket was, or is being, processed: for {@link #missed}. */
  private volatile long turned;

  WheelTimer(long tickNanos) {
    this.tickNanos = tickNanos;
    for (int i = 0; i < BUCKETS; i++) {
      buckets[i] = new Bucket();
    }
  }

  /** Runs the task once, the given time from now. */
  Scheduled schedule(long delayNanos, Runnable task) {
    long due = Nanos.add(System.nanoTime() - startNanos, Math.max(0, delayNanos));
    // Rounded up: a timer may fire late, but not early.
    return at(due / tickNanos + 1, task);
  }

  /** Runs the task once, at that tick; soon if the tick has passed. */
  Scheduled at(long tick, Runnable task) {
    Entry entry = put(tick, task);
    while (missed(entry)) {
      entry = put(turned + 1, task);
    }
    if (thread == null) {
      start();
    }
    return entry;
  }

  private Entry put(long tick, Runnable task) {
    Entry entry = new Entry(buckets[(int) (tick & (BUCKETS - 1))], tick, task);
    pending.incrementAndGet();
    entry.bucket.add(entry);
    return entry;
  }

  /**
   * Removes an entry whose bucket was processed before the entry was added, because the adding
   * thread was delayed: the wheel would return to it a whole turn later.
   */
  private boolean missed(Entry entry) {
    return entry.tick <= turned && entry.bucket.remove(entry);
  }

  /** The number of pending tasks. */
  long pending() {
    return pending.get();
  }

  /** The thread that turns the wheel, if tasks are pending or were until recently. */
  @Nullable Thread thread() {
    return thread;
  }

  private void start() {
    synchronized (turning) {
      if (thread == null) {
        Thread started = THREADS.newThread(this::turn);
        // If no thread can be started, the next timer tries again.
        started.start();
        thread = started;
      }
    }
  }

  private void turn() {
    long tick = (System.nanoTime() - startNanos) / tickNanos;
    // Entries that were added before this thread started may lie behind it.
    tick = Math.max(0, tick - BUCKETS);
    long lastBusy = tick;
    while (true) {
      long now = (System.nanoTime() - startNanos) / tickNanos;
      // After a long suspension of the process, one turn of the wheel visits every bucket.
      tick = Math.max(tick, now - BUCKETS);
      for (; tick <= now; tick++) {
        turned = tick;
        buckets[(int) (tick & (BUCKETS - 1))].runDue(now);
      }
      lastBusy = pending.get() > 0 ? now : lastBusy;
      if (now - lastBusy > IDLE_TICKS && ended()) {
        return;
      }
      sleepUntil(tick);
    }
  }

  private void sleepUntil(long tick) {
    long nanos = tick * tickNanos - (System.nanoTime() - startNanos);
    if (nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    // An interrupt of this thread is a mistake, and a set flag would make the loop spin.
    Thread.interrupted();
  }

  private boolean ended() {
    synchronized (turning) {
      thread = null;
      // A timer may have been added while this thread looked alive: then it must stay alive.
      if (pending.get() == 0) {
        return true;
      }
      thread = Thread.currentThread();
      return false;
    }
  }

  /** A waiting task: a link in its bucket's list. */
  private static final class Entry implements Scheduled {
    private final Bucket bucket;
    private final long tick;
    private final Runnable task;
    private @Nullable Entry previous;
    private @Nullable Entry next;
    private boolean linked;

    Entry(Bucket bucket, long tick, Runnable task) {
      this.bucket = bucket;
      this.tick = tick;
      this.task = task;
    }

    @Override
    public void cancel() {
      bucket.remove(this);
    }
  }

  /** The tasks of every tick with the same remainder, in no order. */
  private final class Bucket {
    private @Nullable Entry first;

    synchronized void add(Entry entry) {
      entry.linked = true;
      entry.next = first;
      if (first != null) {
        first.previous = entry;
      }
      first = entry;
    }

    synchronized boolean remove(Entry entry) {
      if (!entry.linked) {
        return false;
      }
      entry.linked = false;
      if (entry.previous == null) {
        first = entry.next;
      } else {
        entry.previous.next = entry.next;
      }
      if (entry.next != null) {
        entry.next.previous = entry.previous;
      }
      pending.decrementAndGet();
      return true;
    }

    void runDue(long now) {
      Entry entry = due(now);
      while (entry != null) {
        Entry following = entry.next;
        entry.next = null;
        run(entry.task);
        entry = following;
      }
    }

    /** Removes the due tasks and returns them as a list. */
    private synchronized @Nullable Entry due(long now) {
      Entry due = null;
      for (Entry entry = first; entry != null; ) {
        Entry following = entry.next;
        if (entry.tick <= now && remove(entry)) {
          entry.next = due;
          due = entry;
        }
        entry = following;
      }
      return due;
    }

    private void run(Runnable task) {
      try {
        task.run();
      } catch (Throwable failure) {
        tell(failure);
      }
    }

    private void tell(Throwable failure) {
      Thread turner = Thread.currentThread();
      try {
        turner.getUncaughtExceptionHandler().uncaughtException(turner, failure);
      } catch (Throwable ignored) {
        // An exception of the handler is dropped, as in the JVM: the other timers still have to
        // run.
      }
    }
  }

  @Override
  public String toString() {
    return "WheelTimer[tick " + TimeUnit.NANOSECONDS.toMillis(tickNanos) + " ms, " + pending()
        + " pending]";
  }
}
