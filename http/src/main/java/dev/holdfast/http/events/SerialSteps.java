/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs steps one after another, in the order in which they came, on an executor. */
final class SerialSteps {

  private final Executor executor;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  SerialSteps(Executor executor) {
    this.executor = executor;
  }

  void run(Runnable step) {
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
}
