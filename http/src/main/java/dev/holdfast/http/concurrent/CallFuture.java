/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The future that a caller gets. Completing it from outside, by {@link #cancel} or a timeout of its
 * own, ends the call. Dependent stages use the session's executor where {@link CompletableFuture}
 * would use its default executor.
 */
public final class CallFuture<T> extends CompletableFuture<T> {

  private final Executor executor;
  private final Runnable abandon;

  /**
   * Creates a future of a call.
   *
   * @param executor runs dependent stages
   * @param abandon runs when the future is completed from outside
   */
  public CallFuture(Executor executor, Runnable abandon) {
    this.executor = executor;
    this.abandon = abandon;
  }

  /** Completes with the result of the call. Returns false if the future was complete before. */
  public boolean succeed(T value) {
    return super.complete(value);
  }

  /** Completes with the failure of the call. Returns false if the future was complete before. */
  public boolean fail(Throwable failure) {
    return super.completeExceptionally(failure);
  }

  @Override
  public boolean complete(T value) {
    return abandonedIf(super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return abandonedIf(super.completeExceptionally(failure));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean before = isDone();
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    abandonedIf(!before && cancelled);
    return cancelled;
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor on) {
    on.execute(() -> {
      try {
        complete(supplier.get());
      } catch (Throwable failure) {
        completeExceptionally(failure);
      }
    });
    return this;
  }

  private boolean abandonedIf(boolean first) {
    if (first) {
      abandon.run();
    }
    return first;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CallFuture<>(executor, () -> {});
  }

  @Override
  public Executor defaultExecutor() {
    return executor;
  }
}
