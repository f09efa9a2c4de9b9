/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.runtime;

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
 * The resources that the asynchronous calls of a session share: transport, executor and driver.
 * Created with the first of them, so that a session without asynchronous calls starts no thread.
 */
public final class AsyncRuntime implements AutoCloseable {

  private final AsyncTransport transport;
  private final OwnThreads own;
  private final Executor executor;
  private final Executor stages = this::run;
  private final AsyncDriver driver;
  private final Set<Closing> open;
  private final AtomicBoolean closed;

  /** A call, or an event stream, that ends with the session at the latest. */
  public interface Closing {

    /** Called when the session closes. */
    void closed();
  }

  /**
   * Creates a runtime.
   *
   * @param callers the caller's executor, or null
   */
  public AsyncRuntime(AsyncTransport transport, @Nullable Executor callers, TimeSource time) {
    this.transport = transport;
    this.own = SessionThreads.create();
    this.executor = callers == null ? own : OffService.around(callers, own);
    this.driver = new AsyncDriver(time, executor);
    this.open = ConcurrentHashMap.newKeySet();
    this.closed = new AtomicBoolean();
  }

  private AsyncRuntime(
      AsyncRuntime shared, AsyncTransport transport, Executor executor, AsyncDriver driver) {
    this.transport = transport;
    this.own = shared.own;
    this.executor = executor;
    this.driver = driver;
    this.open = shared.open;
    this.closed = shared.closed;
  }

  /**
   * Returns this runtime for a call whose steps run on another executor. The copy is never closed.
   */
  public AsyncRuntime on(Executor elsewhere, TimeSource time) {
    return new AsyncRuntime(this, transport, elsewhere, new AsyncDriver(time, elsewhere));
  }

  /** Returns this runtime for a call over another transport. The copy is never closed. */
  public AsyncRuntime over(AsyncTransport other) {
    return new AsyncRuntime(this, other, executor, driver);
  }

  /** Returns the transport of the calls. */
  public AsyncTransport transport() {
    return transport;
  }

  /**
   * Returns the executor that runs the steps of calls and completes futures. It may refuse a task.
   */
  public Executor executor() {
    return executor;
  }

  /**
   * Returns an executor like {@link #executor} for dependent stages. It runs them also after the
   * session was closed.
   */
  public Executor stages() {
    return stages;
  }

  /** Returns the driver of the calls. */
  public AsyncDriver driver() {
    return driver;
  }

  /**
   * Adds a call, which is notified when the session is closed, or at once if it is closed already.
   */
  public void add(Closing begun) {
    open.add(begun);
    if (closed.get()) {
      begun.closed();
    }
  }

  /** Removes a call that has ended. */
  public void remove(Closing ended) {
    open.remove(ended);
  }

  /**
   * Runs a step that must not be lost. If the executor refuses it, another thread runs it. An
   * executor that cannot start a thread throws an {@link Error}.
   */
  public void run(Runnable step) {
    try {
      executor.execute(step);
    } catch (RuntimeException | Error rejected) {
      runElsewhere(step);
    }
  }

  /** Runs a step as {@link #run} does, when the executor is known to refuse tasks. */
  public void runElsewhere(Runnable step) {
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
    open.forEach(Closing::closed);
    transport.close();
    own.retire();
  }
}
