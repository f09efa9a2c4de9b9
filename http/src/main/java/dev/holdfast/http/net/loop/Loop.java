/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Runs the events of sockets, timers and other threads for attempts: one step after another, on one
 * thread. There are two kinds: {@link EventLoop} has a thread of its own for many attempts, and
 * {@link CallerLoop} is run by the thread of a blocking call for its one attempt.
 */
public abstract class Loop implements Executor {

  /** The attachment of a selection key: called when its channel is ready. */
  interface Ready {
    /** Called on the thread of that loop. */
    void ready(Loop loop, SelectionKey key);
  }

  /**
   * Called with an exception that a task must not throw, so that the operation of the task ends
   * too.
   */
  public interface Owner {
    void broken(Throwable unforeseen);
  }

  /** Returns a task that notifies its owner if it fails, and fails nevertheless. */
  public static Runnable owned(Runnable task, Owner owner) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error unforeseen) {
        owner.broken(unforeseen);
        throw unforeseen;
      }
    };
  }

  /** Runs a task on the loop's thread, after all earlier ones. Callable from any thread. */
  @Override
  public abstract void execute(Runnable task);

  /** Runs a task as {@link #execute(Runnable)} does, and notifies the owner if it fails. */
  public final void execute(Runnable task, Owner owner) {
    execute(owned(task, owner));
  }

  /** Whether the calling thread runs this loop at the moment. */
  public abstract boolean inLoop();

  /** Runs a task on the loop's thread once, not before that time. On the loop's thread only. */
  public abstract Timer schedule(long nanos, Runnable task);

  /** Removes a timer. On the loop's thread only. */
  public abstract void cancel(Timer timer);

  /** Returns the buffers for attached connections. */
  public abstract Buffers buffers();

  /** Returns the channel's key with the selector of this loop. On the loop's thread only. */
  abstract SelectionKey register(Registration registration) throws IOException;

  /** Called when an attached connection has returned to the pool. On the loop's thread. */
  public void connectionLeft() {}

  /**
   * Whether the loop serves one attempt only. Its thread may then block for that attempt, and the
   * content of its buffers stays there between two steps.
   */
  public abstract boolean dedicated();

  /** Runs steps until the condition holds; {@linkplain #dedicated dedicated} loops only. */
  public void runUntil(BooleanSupplier reached) {
    throw new UnsupportedOperationException("shared by many attempts");
  }
}
