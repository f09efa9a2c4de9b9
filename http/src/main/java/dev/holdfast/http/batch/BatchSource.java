/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.thread.ThreadInterrupt;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The requests of a batch, made by code of the caller's that may block. The deadline of the batch
 * interrupts it; code that ignores an interrupt runs on.
 */
final class BatchSource<Q> {

  private final Iterator<? extends Q> requests;
  private final TimeSource time;
  private final Deadline deadline;
  private boolean atEnd;
  private boolean late;

  BatchSource(Iterator<? extends Q> requests, TimeSource time, Deadline deadline) {
    this.requests = requests;
    this.time = time;
    this.deadline = deadline;
  }

  /** Returns the next request; empty if there is none, or if the deadline has ended the wait. */
  Optional<Q> next() {
    return bounded(this::taken, Optional.empty());
  }

  private Optional<Q> taken() {
    atEnd = !requests.hasNext();
    return atEnd ? Optional.empty() : Optional.of(requests.next());
  }

  /** Whether all requests were taken. A source that blocks has more. */
  boolean exhausted() {
    return late ? atEnd : bounded(() -> !requests.hasNext(), false);
  }

  /** Whether the deadline has passed while the source was asked. */
  boolean late() {
    return late;
  }

  private <T> T bounded(Supplier<T> code, T ifLate) {
    if (deadline.isNone()) {
      return code.get();
    }
    ThreadInterrupt<Boolean> interrupt = new ThreadInterrupt<>();
    Scheduled limit =
        time.schedule(Math.max(0, deadline.remainingNanos()), () -> interrupt.interrupt(true));
    T result = ifLate;
    RuntimeException failure = null;
    try {
      result = code.get();
    } catch (RuntimeException thrown) {
      failure = thrown;
    } finally {
      limit.cancel();
      late |= interrupt.disarm() != null;
    }
    if (failure != null && !late) {
      throw failure;
    }
    return result;
  }
}
