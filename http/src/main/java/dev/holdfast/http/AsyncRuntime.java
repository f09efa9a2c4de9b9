/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.http.concurrent.SessionThreads;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.thread.OffService;
import dev.holdfast.thread.OwnThreads;
import dev.holdfast.time.TimeSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the asynchronous calls of a session share: transport, executor and driver. Created with the
 * first of them, so that a session without asynchronous calls starts no thread.
 */
final class AsyncRuntime implements AutoCloseable {

  private final AsyncTransport transport;
  private final OwnThreads own;
  private final Executor executor;
  private final Executor stages = this::run;
  private final AsyncDriver driver;
  private final Set<AsyncHttpCall<?>> calls;
  private final Set<Runnable> closings;
  private final AtomicBoolean closed;

  /**
   * A runtime.
   *
   * @param callers the executor that the caller has chosen, if any
   */
  AsyncRuntime(AsyncTransport transport, @Nullable Executor callers, TimeSource time) {
    this.transport = transport;
    this.own = SessionThreads.create();
    this.executor = callers == null ? own : OffService.around(callers, own);
    this.driver = new AsyncDriver(time, executor);
    this.calls = ConcurrentHashMap.newKeySet();
    this.closings = ConcurrentHashMap.newKeySet();
    this.closed = new AtomicBoolean();
  }

  private AsyncRuntime(
      AsyncRuntime shared, AsyncTransport transport, Executor executor, AsyncDriver driver) {
    this.transport = transport;
    this.own = shared.own;
    this.executor = executor;
    this.driver = driver;
    this.calls = shared.calls;
    this.closings = shared.closings;
    this.closed = shared.closed;
  }

  /** The same runtime for a call whose steps run elsewhere; never closed itself. */
  AsyncRuntime on(Executor elsewhere, TimeSource time) {
    return new AsyncRuntime(this, transport, elsewhere, new AsyncDriver(time, elsewhere));
  }

  /** The same runtime for a call that another transport carries; never closed itself. */
  AsyncRuntime over(AsyncTransport other) {
    return new AsyncRuntime(this, other, executor, driver);
  }

  AsyncTransport transport() {
    return transport;
  }

  /** Runs the steps of calls and completes futures; may refuse a task. */
  Executor executor() {
    return executor;
  }

  /** As {@link #executor}, for dependent stages: runs them also after the session was closed. */
  Executor stages() {
    return stages;
  }

  AsyncDriver driver() {
    return driver;
  }

  void add(AsyncHttpCall<?> call) {
    calls.add(call);
    if (closed.get()) {
      call.closed();
    }
  }

  /** Runs that when the session is closed, at once if it is. */
  void onClose(Runnable task) {
    closings.add(task);
    if (closed.get()) {
      task.run();
    }
  }

  void forget(Runnable task) {
    closings.remove(task);
  }

  void remove(AsyncHttpCall<?> call) {
    calls.remove(call);
  }

  /**
   * Runs a step that must not be lost, on another thread if the executor refuses it. An executor
   * that cannot start a thread throws an {@link Error}.
   */
  void run(Runnable step) {
    try {
      executor.execute(step);
    } catch (RuntimeException | Error rejected) {
      runElsewhere(step);
    }
  }

  /** As {@link #run}, when the executor is known to refuse tasks. */
  void runElsewhere(Runnable step) {
    try {
      own.execute(step);
    } catch (RuntimeException | Error closedToo) {
      step.run();
    }
  }

  /** Ends every call, then closes the transport. Threads end when the futures are complete. */
  @Override
  public void close() {
    closed.set(true);
    calls.forEach(AsyncHttpCall::closed);
    closings.forEach(Runnable::run);
    transport.close();
    own.retire();
  }
}
