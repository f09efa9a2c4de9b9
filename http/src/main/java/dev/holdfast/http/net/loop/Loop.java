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
 * Runs what sockets, timers and other threads have for attempts: one step after another, on one
 * thread. There are two kinds: {@link EventLoop} has a thread of its own for many attempts, and
 * {@link CallerLoop} is run by the thread of a blocking call for its one attempt.
 */
public abstract class Loop implements Executor {

  /** What a selection key is attached to: told what its channel is ready for. */
  interface Ready {
    /** On the thread of that loop. */
    void ready(Loop loop, SelectionKey key);
  }

  /** Told of what a task throws that it must not: so that what it was for ends with it. */
  public interface Owner {
    void broken(Throwable unforeseen);
  }

  /** A task whose owner is told if it fails; it fails all the same. */
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

  /** Runs a task on the loop's thread, after those that came before. From any thread. */
  @Override
  public abstract void execute(Runnable task);

  /** As {@link #execute(Runnable)}, with an owner that is told if the task fails. */
  public final void execute(Runnable task, Owner owner) {
    execute(owned(task, owner));
  }

  /** Whether the calling thread runs this loop at the moment. */
  public abstract boolean inLoop();

  /** Runs a task on the loop's thread once, not before that time. On the loop's thread only. */
  public abstract Timer schedule(long nanos, Runnable task);

  /** Forgets a timer. On the loop's thread only. */
  public abstract void cancel(Timer timer);

  /** Space for the connections that are attached. */
  public abstract Buffers buffers();

  /** The channel's key with the selector of this loop. On the loop's thread only. */
  abstract SelectionKey register(Registration registration) throws IOException;

  /** A connection that was attached belongs to the pool again. On the loop's thread. */
  public void connectionLeft() {}

  /**
   * Whether the loop serves one attempt only: its thread may then be blocked by what that attempt
   * needs, and what is in its buffers stays there between two steps.
   */
  public abstract boolean dedicated();

  /** Runs steps until that is so; {@linkplain #dedicated dedicated} loops only. */
  public void runUntil(BooleanSupplier reached) {
    throw new UnsupportedOperationException("shared by many attempts");
  }
}
