/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import org.jspecify.annotations.Nullable;

/**
 * A thread that calls of many callers depend on: it serves sockets or timers. Code of one caller
 * that blocks there would delay all others, and would hang if it waited for a call itself. So such
 * code moves to another thread, see {@link OffService}, and a blocking call is refused.
 */
public final class ServiceThread extends Thread {

  /** Whether the thread works in rounds. Both fields belong to this thread. */
  private boolean rounds;

  private @Nullable Runnable atEnd;

  ServiceThread(ThreadGroup group, Runnable task, String name) {
    super(group, task, name, 0, false);
  }

  /** Whether the calling thread is a service thread. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof ServiceThread;
  }

  /** Declares that the calling thread, if it is a service thread, ends rounds from now on. */
  public static void worksInRounds() {
    if (Thread.currentThread() instanceof ServiceThread service) {
      service.rounds = true;
    }
  }

  /**
   * Runs the task at the end of the calling thread's round: once, even if it is requested several
   * times.
   *
   * @return false if the calling thread does not work in rounds
   */
  static boolean atEndOfRound(Runnable task) {
    if (!(Thread.currentThread() instanceof ServiceThread service) || !service.rounds) {
      return false;
    }
    Runnable before = service.atEnd;
    service.atEnd = task;
    if (before != null && before != task) {
      before.run();
    }
    return true;
  }

  /** Ends a round of the calling thread. */
  public static void endRound() {
    if (Thread.currentThread() instanceof ServiceThread service) {
      Runnable task = service.atEnd;
      if (task != null) {
        service.atEnd = null;
        task.run();
      }
    }
  }

  /**
   * Refuses a blocking operation on a service thread.
   *
   * @param what the blocking operation, as the subject of the message
   * @throws IllegalStateException if the calling thread is one
   */
  public static void refuse(String what) {
    if (isCurrent()) {
      throw new IllegalStateException(what
          + " would block the thread \"" + Thread.currentThread().getName()
          + "\", which every call depends on: make it on a thread of your own");
    }
  }
}
