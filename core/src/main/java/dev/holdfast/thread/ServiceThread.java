/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

/**
 * A thread that calls of many callers depend on: it serves sockets or timers. Code of one caller
 * that blocks there would delay all others, and would hang if it waited for a call itself. So such
 * code moves to another thread, see {@link OffService}, and a blocking call is refused.
 */
public final class ServiceThread extends Thread {

  ServiceThread(ThreadGroup group, Runnable task, String name) {
    super(group, task, name, 0, false);
  }

  /** Whether the calling thread is a service thread. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof ServiceThread;
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
