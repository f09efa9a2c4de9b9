/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs steps one after another, in the order in which they came, on an executor. A step must not
 * throw. Thread-safe.
 */
public final class SerialSteps {

  private final Executor executor;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** @param executor runs the steps; with {@code Runnable::run}, the first thread to call does */
  public SerialSteps(Executor executor) {
    this.executor = executor;
  }

  /** Runs the step after all earlier ones. A step that is added within a step runs after it. */
  public void run(Runnable step) {
    steps.add(step);
    if (waiting.getAndIncrement() == 0) {
      executor.execute(this::drain);
    }
  }

  private void drain() {
    do {
      steps.remove().run();
    } while (waiting.decrementAndGet() != 0);
  }

  /**
   * Signals a subscriber, which must not throw (Reactive Streams 2.13). If it does, it gets no more
   * signals.
   */
  public static void signal(Runnable signal, Runnable end) {
    try {
      signal.run();
    } catch (Throwable failure) {
      end.run();
      Thread here = Thread.currentThread();
      here.getUncaughtExceptionHandler().uncaughtException(here, failure);
    }
  }
}
