/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.caller;

import dev.holdfast.http.call.ContextCarrier;
import dev.holdfast.http.call.ContextCarrier.Captured;
import dev.holdfast.http.call.ContextCarrier.Restored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** Runs tasks in the context in which a call was made. */
public final class CarriedContext implements Executor {

  private final List<Captured> captured;
  private final Executor executor;
  private final CallersCode failures;

  private CarriedContext(List<Captured> captured, Executor executor, CallersCode failures) {
    this.captured = captured;
    this.executor = executor;
    this.failures = failures;
  }

  /** Captures the context of the present thread. */
  public static Executor capture(
      List<ContextCarrier> carriers, Executor executor, CallersCode failures) {
    List<Captured> captured = new ArrayList<>(carriers.size());
    for (ContextCarrier carrier : carriers) {
      try {
        captured.add(carrier.capture());
      } catch (RuntimeException failure) {
        failures.failed("a ContextCarrier", failure);
      }
    }
    return new CarriedContext(captured, executor, failures);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> within(task));
  }

  private void within(Runnable task) {
    Deque<Restored> restored = new ArrayDeque<>();
    for (Captured context : captured) {
      try {
        restored.push(context.restore());
      } catch (RuntimeException failure) {
        failures.failed("a ContextCarrier", failure);
      }
    }
    try {
      task.run();
    } finally {
      for (Restored context : restored) {
        try {
          context.undo();
        } catch (RuntimeException failure) {
          failures.failed("a ContextCarrier", failure);
        }
      }
    }
  }
}
