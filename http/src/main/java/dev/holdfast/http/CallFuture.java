/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The future that a caller holds. Whoever completes it from outside, by {@link #cancel} or a
 * timeout of its own, ends the call. Stages that depend on it use the session's executor where
 * {@link CompletableFuture} would use a pool that belongs to nobody.
 */
final class CallFuture<T> extends CompletableFuture<T> {

  private final Executor executor;
  private final Runnable abandon;

  CallFuture(Executor executor, Runnable abandon) {
    this.executor = executor;
    this.abandon = abandon;
  }

  /** The call's own result; true if it came first. */
  boolean succeed(T value) {
    return super.complete(value);
  }

  /** The call's own failure; true if it came first. */
  boolean fail(Throwable failure) {
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
