/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.http.net.EndReason;
import dev.holdfast.thread.VirtualThreads;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * The loop of one blocking attempt. The waiting thread runs it; no other thread takes part.
 *
 * While there is nothing to read or write (in the queue for a connection, or during a name look-up)
 * the thread parks. From the first channel on it waits in a selector, which takes from Selectors:
 * if possible the one that has a key for the channel. Every wait ends at the nearest limit of the
 * attempt, so limits need no timers.
 *
 * On a virtual thread a selector waits by way of one thread of the JDK that all selectors share,
 * which is slow. So a virtual thread first lets the other virtual threads run, and reads once.
 */
public final class CallerLoop extends Loop implements Consumer<SelectionKey> {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selectors selectors;
  private @Nullable Waiting served;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private @Nullable Timers timers;
  /** Keys that have fired. They are handled after the select, within which no other may begin. */
  private @Nullable SelectionKey fired;

  private @Nullable Queue<SelectionKey> alsoFired;

  /** The channel that was registered last. */
  private @Nullable Registration registered;

  private boolean gaveWay;
  private volatile @Nullable Thread thread;
  private volatile @Nullable PooledSelector selector;
  private volatile boolean parked;

  /** The attempt that the thread waits for. */
  public interface Waiting extends Owner {

    /** Returns the nanoseconds until its next limit; {@link Long#MAX_VALUE} if there is none. */
    long left();

    /** Called when its limit has passed. */
    void expired();

    /** Ends the present wait. */
    void stop(EndReason why);

    /** Whether its transport is being closed. */
    boolean closing();
  }

  public CallerLoop(Selectors selectors) {
    this.selectors = selectors;
  }

  /** Sets the attempt to run from now on. */
  public void serve(Waiting attempt) {
    served = attempt;
  }

  private Waiting attempt() {
    Waiting attempt = served;
    if (attempt == null) {
      throw new IllegalStateException("no attempt");
    }
    return attempt;
  }

  /** Called when the calling thread begins to run the loop. */
  public void enter() {
    thread = Thread.currentThread();
  }

  /** Called when no thread runs the loop any more. */
  public void leave() {
    thread = null;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** Whether the calling thread runs the loop with that selector. */
  boolean has(PooledSelector asked) {
    return inLoop() && selector == asked;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  /** Ends the present wait of the thread, if there is one. Callable from any thread. */
  public void wake() {
    Thread waiting = thread;
    if (waiting == null || waiting == Thread.currentThread()) {
      return;
    }
    PooledSelector selecting = selector;
    if (selecting != null) {
      selecting.selector().wakeup();
    }
    if (parked) {
      LockSupport.unpark(waiting);
    }
  }

  @Override
  public Timer schedule(long nanos, Runnable task) {
    Timers made = timers;
    if (made == null) {
      made = new Timers();
      timers = made;
    }
    return made.schedule(nanos, task);
  }

  @Override
  public void cancel(Timer timer) {
    if (timers != null) {
      timers.cancel(timer);
    }
  }

  @Override
  public Buffers buffers() {
    PooledSelector own = selector;
    if (own == null) {
      throw new IllegalStateException("no channel is registered");
    }
    return own.buffers();
  }

  @Override
  SelectionKey register(Registration registration) throws IOException {
    PooledSelector own = selector;
    if (own == null) {
      own = selectors.take(registration.home());
      selector = own;
    }
    registered = registration;
    return registration.keyWith(own);
  }

  /** Releases the selector, because the attempt has no connection any more. */
  public void release() {
    PooledSelector own = selector;
    if (own != null) {
      selector = null;
      registered = null;
      selectors.release(own);
    }
  }

  @Override
  public void connectionLeft() {
    release();
  }

  @Override
  public boolean dedicated() {
    return true;
  }

  @Override
  public void runUntil(BooleanSupplier reached) {
    while (!reached.getAsBoolean()) {
      step();
    }
  }

  /** Runs the next step, or waits for it as long as the attempt may. */
  public void step() {
    try {
      SelectionKey key = fired;
      Runnable task = key == null ? tasks.poll() : null;
      if (key != null) {
        fired = alsoFired == null ? null : alsoFired.poll();
        ((Ready) key.attachment()).ready(this, key);
      } else if (task != null) {
        task.run();
      } else if (timers != null && timers.untilNext() <= 0) {
        timers.runDue(Runnable::run);
      } else {
        await();
      }
    } catch (IOException | RuntimeException | Error unforeseen) {
      attempt().broken(unforeseen);
    }
  }

  /**
   * Ends the wait at once if the thread was interrupted, the transport closed, or a limit passed.
   */
  public boolean mayWait() {
    if (attempt().closing()) {
      attempt().stop(EndReason.CLOSED);
      return false;
    }
    if (Thread.currentThread().isInterrupted()) {
      attempt().stop(EndReason.INTERRUPTED);
      return false;
    }
    return true;
  }

  private void await() throws IOException {
    if (!mayWait()) {
      return;
    }
    long left = attempt().left();
    if (left <= 0) {
      attempt().expired();
      return;
    }
    if (timers != null) {
      left = Math.min(left, timers.untilNext());
    }
    PooledSelector own = selector;
    if (own == null) {
      park(left);
    } else if (!gaveWay && VirtualThreads.runThis() && awaitsInput()) {
      gaveWay = true;
      giveWay();
    } else {
      gaveWay = false;
      select(own, left);
    }
  }

  private boolean awaitsInput() {
    return registered != null && registered.awaitsInput(this);
  }

  /** Lets other virtual threads run, then reads: the input has often arrived by then. */
  @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but time.
  private void giveWay() {
    Thread.yield();
    if (registered != null) {
      registered.tryInput();
    }
  }

  private void park(long nanos) {
    parked = true;
    // A task or an end that came before is seen here. One that comes later ends the wait.
    if (tasks.isEmpty() && !attempt().closing()) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    parked = false;
  }

  private void select(PooledSelector own, long nanos) throws IOException {
    try {
      if (nanos == Long.MAX_VALUE) {
        own.selector().select(this);
      } else {
        // Rounded up: select(0) would wait for ever, and a limit below 1 ms must not mean none.
        own.selector().select(this, nanos / NANOS_PER_MILLI + 1);
      }
    } catch (ClosedSelectorException | CancelledKeyException closed) {
      // The transport is being closed, which the next step detects.
      if (!attempt().closing()) {
        throw new IOException("closed meanwhile", closed);
      }
    }
  }

  /** Called when a key has fired. */
  @Override
  public void accept(SelectionKey key) {
    if (fired == null) {
      fired = key;
      return;
    }
    if (alsoFired == null) {
      alsoFired = new ArrayDeque<>();
    }
    alsoFired.add(key);
  }
}
