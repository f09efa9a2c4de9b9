/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which a session's futures complete unless the caller has an executor: a virtual
 * thread for each step where there are virtual threads (Java 21), else a few daemon threads that
 * end when they are idle. None before there is something to do.
 */
final class SessionThreads {

  private static final int MOST = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
  private static final long IDLE_SECONDS = 10;

  private SessionThreads() {}

  static ExecutorService create() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException olderThan21) {
      return platform();
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("the JDK's own factory of virtual threads failed", e);
    }
  }

  static ExecutorService platform() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), step -> {
          Thread thread = new Thread(step, "holdfast-call-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
