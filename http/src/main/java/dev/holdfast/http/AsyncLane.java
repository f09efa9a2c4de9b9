/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.AsyncDriver;
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
 * What the asynchronous calls of a session share; made with the first of them, so that a session
 * without any has no thread of its own.
 */
final class AsyncLane implements AutoCloseable {

  private final AsyncTransport transport;
  private final OwnThreads own;
  private final Executor executor;
  private final Executor stages = this::run;
  private final AsyncDriver driver;
  private final Set<AsyncHttpCall<?>> calls;
  private final AtomicBoolean closed;

  /**
   * A lane.
   *
   * @param callers the executor that the caller has chosen, if any
   */
  AsyncLane(AsyncTransport transport, @Nullable Executor callers, TimeSource time) {
    this.transport = transport;
    this.own = SessionThreads.create();
    this.executor = callers == null ? own : OffService.around(callers, own);
    this.driver = new AsyncDriver(time, executor);
    this.calls = ConcurrentHashMap.newKeySet();
    this.closed = new AtomicBoolean();
  }

  private AsyncLane(AsyncLane shared, Executor executor, TimeSource time) {
    this.transport = shared.transport;
    this.own = shared.own;
    this.executor = executor;
    this.driver = new AsyncDriver(time, executor);
    this.calls = shared.calls;
    this.closed = shared.closed;
  }

  /** The same lane for a call whose steps run elsewhere; never closed itself. */
  AsyncLane on(Executor elsewhere, TimeSource time) {
    return new AsyncLane(this, elsewhere, time);
  }

  AsyncTransport transport() {
    return transport;
  }

  /** Where calls go on and futures complete; may refuse. */
  Executor executor() {
    return executor;
  }

  /** As {@link #executor}, for what a caller hangs on a call: it runs also after the session. */
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

  void remove(AsyncHttpCall<?> call) {
    calls.remove(call);
  }

  /**
   * Runs a step that must not be lost: on the executor, if it takes it. One that can make no thread
   * throws an {@link Error}.
   */
  void run(Runnable step) {
    try {
      executor.execute(step);
    } catch (RuntimeException | Error rejected) {
      runElsewhere(step);
    }
  }

  /** As {@link #run}, when the executor is known to refuse. */
  void runElsewhere(Runnable step) {
    try {
      own.execute(step);
    } catch (RuntimeException | Error closedToo) {
      step.run();
    }
  }

  /** Ends every call, then the transport; threads end when they have told the callers. */
  @Override
  public void close() {
    closed.set(true);
    calls.forEach(AsyncHttpCall::closed);
    transport.close();
    own.retire();
  }
}
