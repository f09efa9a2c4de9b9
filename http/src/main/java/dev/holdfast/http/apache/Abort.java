/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.util.concurrent.atomic.AtomicReference;

/** Ends one attempt from another thread: ends whatever the attempt is blocked on at that moment. */
final class Abort {

  private static final Target ABORTED = () -> {};

  /** For attempts that are blocked on nothing. */
  private static final Target NOTHING = () -> {};

  private final AtomicReference<Target> current = new AtomicReference<>(NOTHING);

  /** What an attempt can be blocked on. */
  @FunctionalInterface
  interface Target {

    /** Makes the attempt's thread go on and fail. Must not wait for it: many may have to end. */
    void wake();

    /** Releases what no thread may be blocked on at the moment; may wait for one that is. */
    default void close() {}
  }

  /** From here on, an abort ends this. */
  void guard(Target target) throws StoppedException {
    Target before = current.get();
    if (before == ABORTED || !current.compareAndSet(before, target)) {
      target.wake();
      target.close();
      throw new StoppedException(Stop.CLOSED);
    }
  }

  /** Whether {@link #now()} was called. */
  boolean aborted() {
    return current.get() == ABORTED;
  }

  /**
   * Wakes the attempt, for good.
   *
   * @return what there is to close, once all that are to end have been woken
   */
  Target now() {
    Target target = current.getAndSet(ABORTED);
    target.wake();
    return target;
  }
}
