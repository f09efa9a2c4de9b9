/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.thread.DaemonThreads;
import dev.holdfast.thread.ServiceThread;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * One daemon thread that waits for sockets, timers and tasks, in that order, and never blocks in
 * anything else. It starts with the first task and ends with close(). A task that is posted after
 * its end still runs, on the thread that posts it, one at a time: everything has ended by then, and
 * the task only has to detect that.
 */
public final class EventLoop extends Loop {

  private static final long NANOS_PER_MILLI = 1_000_000;
  /** The pause after a failure, which may occur again at once. */
  private static final long PAUSE_NANOS = 10 * NANOS_PER_MILLI;

  /** The events and tasks of a round. More would delay output and woken threads. */
  private static final int STEPS_A_ROUND = 16;

  /** Marks, among the tasks, the last one that was there when a round began. */
  private static final Runnable LAST_OF_ROUND = EventLoop::nothing;

  private final ThreadFactory threads;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Timers timers = new Timers();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final ReentrantLock lifecycle = new ReentrantLock();
  private final ReentrantLock afterEnd = new ReentrantLock();
  private final Buffers buffers = Buffers.large();

  /** The tasks, and below the threads to wake, at the end of a round. Of the loop's thread. */
  private final Queue<Runnable> atEndOfRound = new ArrayDeque<>();

  private final Queue<Thread> sleepers = new ArrayDeque<>();
  private volatile @Nullable Selector selector;
  private volatile @Nullable Thread thread;
  private int stepsDone;
  private volatile boolean closing;
  private volatile boolean ended;

  public EventLoop() {
    this(DaemonThreads.service("holdfast-io"));
  }

  public EventLoop(ThreadFactory threads) {
    this.threads = threads;
  }

  /**
   * Starts the thread unless it runs.
   *
   * @throws OutOfMemoryError if no thread can be created; the next call tries again
   */
  public void start() throws IOException {
    if (thread != null) {
      return;
    }
    lifecycle.lock();
    try {
      if (thread == null && !closing) {
        startThread(Selector.open());
      }
    } finally {
      lifecycle.unlock();
    }
  }

  private void startThread(Selector opened) throws IOException {
    Thread started = threads.newThread(this::run);
    selector = opened;
    thread = started;
    try {
      started.start();
    } catch (OutOfMemoryError noThread) {
      thread = null;
      selector = null;
      opened.close();
      throw noThread;
    }
  }

  /** Runs a task on the loop's thread, after all earlier ones. Callable from any thread. */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (ended) {
      runAfterEnd();
    } else if (!inLoop() && awake.compareAndSet(false, true)) {
      wakeUp();
    }
  }

  /**
   * Runs a task at the end of this round: after the pending events and tasks, or some of them. For
   * output, which one system call then carries for all of them. On the loop's thread. On any other,
   * after the end of the loop, it runs at once.
   */
  public void executeAtEndOfRound(Runnable task) {
    if (inLoop() && !ended) {
      atEndOfRound.add(task);
    } else {
      task.run();
    }
  }

  /**
   * Unparks a thread that waits for the loop. On the loop's thread this happens at the end of the
   * round, when the thread has the most to do. Callable from any thread.
   */
  public void wake(Thread sleeper) {
    if (inLoop() && !ended) {
      sleepers.add(sleeper);
    } else {
      LockSupport.unpark(sleeper);
    }
  }

  /** Whether its thread was started and has not ended. */
  boolean running() {
    return thread != null && !ended;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** Ends the thread after the tasks that were posted before. Does not wait for it. */
  public void close() {
    lifecycle.lock();
    try {
      closing = true;
      if (thread == null) {
        ended = true;
      }
    } finally {
      lifecycle.unlock();
    }
    wakeUp();
    if (ended) {
      runAfterEnd();
    }
  }

  @Override
  public Buffers buffers() {
    return buffers;
  }

  @Override
  public boolean dedicated() {
    return false;
  }

  @Override
  SelectionKey register(Registration registration) throws IOException {
    Selector open = selector;
    if (open == null) {
      throw new IOException("the transport is closed");
    }
    SelectionKey known = registration.channel().keyFor(open);
    if (known != null && known.isValid()) {
      return known;
    }
    registration.registeredWith(this);
    return registration.channel().register(open, 0, registration);
  }

  /**
   * Called when a channel was closed, whose descriptor is released with the next select. Callable
   * from any thread.
   */
  void dropClosed() {
    if (!inLoop()) {
      wakeUp();
    }
  }

  @Override
  public Timer schedule(long nanos, Runnable task) {
    return timers.schedule(nanos, task);
  }

  /**
   * Schedules a task as {@link #schedule} does, at a time in nanoseconds since {@link Timer#EPOCH}.
   */
  Timer scheduleAt(long due, Runnable task) {
    return timers.scheduleAt(due, task);
  }

  @Override
  public void cancel(Timer timer) {
    timers.cancel(timer);
  }

  private void wakeUp() {
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
  }

  private void run() {
    ServiceThread.worksInRounds();
    try {
      Selector open = selector;
      while (open != null && open.isOpen() && (!closing || !tasks.isEmpty())) {
        round(open);
      }
    } finally {
      endRound();
      end();
      ServiceThread.endRound();
    }
  }

  private void round(Selector open) {
    try {
      select(open);
      timers.runDue(this::guarded);
      runTasks();
      endRound();
    } catch (IOException | RuntimeException | Error failure) {
      // For example a lack of memory. The thread goes on, because all connections depend on it.
      report(failure);
      endRound();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Runs the tasks of the end of the round: output first, because woken threads compete for the
   * processor.
   */
  private void endRound() {
    for (Runnable task = atEndOfRound.poll(); task != null; task = atEndOfRound.poll()) {
      runSafely(task);
    }
    for (Thread sleeper = sleepers.poll(); sleeper != null; sleeper = sleepers.poll()) {
      LockSupport.unpark(sleeper);
    }
    ServiceThread.endRound();
  }

  private void select(Selector open) throws IOException {
    awake.set(false);
    long wait = closing || !tasks.isEmpty() ? 0 : timers.untilNext();
    if (wait <= 0) {
      open.selectNow(this::ready);
    } else if (wait == Long.MAX_VALUE) {
      open.select(this::ready);
    } else {
      // Rounded up: a timer must not run too early.
      open.select(this::ready, wait / NANOS_PER_MILLI + 1);
    }
    awake.set(true);
  }

  private void ready(SelectionKey key) {
    try {
      ((Ready) key.attachment()).ready(this, key);
    } catch (RuntimeException | Error failure) {
      report(failure);
    }
    stepDone();
  }

  private void stepDone() {
    if (++stepsDone % STEPS_A_ROUND == 0) {
      endRound();
    }
  }

  private void runTasks() {
    if (tasks.isEmpty()) {
      return;
    }
    // Not those that these will post: sockets come first again.
    tasks.add(LAST_OF_ROUND);
    Runnable task = tasks.poll();
    while (task != null && task != LAST_OF_ROUND) {
      guarded(task);
      task = tasks.poll();
    }
  }

  private void end() {
    ended = true;
    Selector open = selector;
    if (open != null) {
      for (SelectionKey key : open.keys()) {
        closeQuietly(key.channel());
      }
      closeQuietly(open);
    }
    runAfterEnd();
  }

  private void runAfterEnd() {
    afterEnd.lock();
    try {
      Runnable task = tasks.poll();
      while (task != null) {
        guarded(task);
        task = tasks.poll();
      }
    } finally {
      afterEnd.unlock();
    }
  }

  private void guarded(Runnable task) {
    runSafely(task);
    stepDone();
  }

  /** Runs a task. One that fails must not affect the others. */
  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      report(failure);
    }
  }

  /** Reports a bug of Holdfast or of the JVM. */
  public static void report(Throwable failure) {
    Thread current = Thread.currentThread();
    try {
      current.getUncaughtExceptionHandler().uncaughtException(current, failure);
    } catch (RuntimeException | Error ignored) {
      // Ignored, as the JVM ignores the exceptions of a handler.
    }
  }

  private static void nothing() {}

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException ignored) {
      // The thread ends, and nothing depends on it any more.
    }
  }
}
