/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs many short steps, any of which may block, on a few threads that end when they are idle.
 *
 * <p>Waking a thread costs more than most steps do. So one thread at a time is woken: the one that
 * worked last. It wakes another as it takes its first step, if more steps wait. While many steps
 * arrive, one or two threads run all of them; when a step blocks, another thread is ready for the
 * next one. A thread pool of the JDK wakes a thread for each step, in turns.
 *
 * <p>A {@link ServiceThread} that works in rounds wakes a thread at the end of its round.
 */
public final class StepPool implements OwnThreads {

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long RETIRED_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int most;
  private final ThreadFactory threads;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final Runnable wakeUp = this::wakeOne;

  /** Whether a thread was woken, or started, and has not looked for a step yet. */
  private final AtomicBoolean waking = new AtomicBoolean();

  private final ReentrantLock lock = new ReentrantLock();

  /** Idle threads, the one that worked last first. Guarded by the lock. */
  private final Deque<Worker> idle = new ArrayDeque<>();

  /** The number of threads. Changed under the lock, except by a thread that ends. */
  private final AtomicInteger count = new AtomicInteger();

  private volatile long keepNanos = IDLE_NANOS;

  /** A pool of at most that many threads; further steps wait for one. */
  public StepPool(int most, ThreadFactory threads) {
    this.most = most;
    this.threads = threads;
  }

  @Override
  public void execute(Runnable step) {
    steps.add(Objects.requireNonNull(step, "step"));
    if (count.get() == 0) {
      startFirst(step);
    } else if (!ServiceThread.atEndOfRound(wakeUp)) {
      wakeOne();
    }
  }

  @Override
  public void retire() {
    keepNanos = RETIRED_NANOS;
    lock.lock();
    try {
      idle.forEach(worker -> LockSupport.unpark(worker.thread));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts a thread for the step. If no thread can be started, the caller is told, since the step
   * would be lost.
   */
  private void startFirst(Runnable step) {
    lock.lock();
    try {
      if (count.get() == 0) {
        waking.set(true);
        startOne();
      }
    } catch (RuntimeException | Error noThread) {
      boolean unused = steps.remove(step);
      throw noThread;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes or starts one more thread, unless one is about to look for a step. */
  private void wakeOne() {
    if (steps.isEmpty() || waking.get() || !waking.compareAndSet(false, true)) {
      return;
    }
    Worker free;
    lock.lock();
    try {
      free = idle.pollFirst();
      if (free == null && count.get() < most) {
        startOne();
        return;
      }
    } catch (RuntimeException | Error noThread) {
      // Other threads exist and will run the waiting steps.
      return;
    } finally {
      lock.unlock();
    }
    if (free != null) {
      free.wake();
    } else {
      // All threads are working, and look for the next step by themselves.
      waking.set(false);
    }
  }

  /** Starts a thread. Called under the lock. */
  private void startOne() {
    boolean started = false;
    count.incrementAndGet();
    try {
      threads.newThread(new Worker()).start();
      started = true;
    } finally {
      if (!started) {
        count.decrementAndGet();
        waking.set(false);
      }
    }
  }

  private final class Worker implements Runnable {

    private volatile @Nullable Thread thread;
    private volatile boolean woken = true;

    void wake() {
      woken = true;
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      do {
        for (Runnable step = next(); step != null; step = next()) {
          runGuarded(step);
        }
      } while (rest());
    }

    private @Nullable Runnable next() {
      Runnable step = steps.poll();
      if (woken) {
        woken = false;
        waking.set(false);
        if (step != null) {
          wakeOne();
        }
      }
      return step;
    }

    private void runGuarded(Runnable step) {
      try {
        step.run();
      } catch (Throwable failure) {
        Thread here = Thread.currentThread();
        here.getUncaughtExceptionHandler().uncaughtException(here, failure);
      } finally {
        // An interrupt was meant for that step.
        boolean unused = Thread.interrupted();
      }
    }

    /** Waits for a step. Returns false if none came for long enough: then the thread ends. */
    private boolean rest() {
      lock.lock();
      try {
        idle.addFirst(this);
      } finally {
        lock.unlock();
      }
      long since = System.nanoTime();
      while (!woken) {
        long left = since + keepNanos - System.nanoTime();
        if (!steps.isEmpty()) {
          // The signal came before the thread was seen to be idle, and has woken no other thread.
          if (leaveIdle()) {
            return true;
          }
          Thread.onSpinWait();
        } else if (left > 0) {
          LockSupport.parkNanos(StepPool.this, left);
        } else if (leaveIdle()) {
          return !end();
        }
      }
      return true;
    }

    /** Leaves the idle threads. Returns false if the thread is being woken. */
    private boolean leaveIdle() {
      lock.lock();
      try {
        return idle.remove(this);
      } finally {
        lock.unlock();
      }
    }

    /** Ends the thread. Returns false if a step has come that relies on this thread. */
    private boolean end() {
      count.decrementAndGet();
      if (steps.isEmpty()) {
        return true;
      }
      count.incrementAndGet();
      return false;
    }
  }
}
