/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.http.concurrent.TimedCode;
import dev.holdfast.time.Deadline;
import java.util.Iterator;
import java.util.Optional;

/**
 * The requests of a batch, made by code of the caller's that may block. The deadline of the batch,
 * or closing the session, interrupts it; code that ignores an interrupt runs on.
 */
final class BatchSource<Q> {

  private final Iterator<? extends Q> requests;
  private final TimedCode.End end;
  private final Deadline deadline;
  private Optional<Q> taken = Optional.empty();
  private boolean atEnd;
  private boolean late;

  BatchSource(Iterator<? extends Q> requests, TimedCode.End end, Deadline deadline) {
    this.requests = requests;
    this.end = end;
    this.deadline = deadline;
  }

  /** Returns the next request; empty if there is none, or if the source was interrupted. */
  Optional<Q> next() {
    taken = Optional.empty();
    ask(() -> {
      atEnd = !requests.hasNext();
      if (!atEnd) {
        taken = Optional.of(requests.next());
      }
    });
    return taken;
  }

  /** Whether all requests were taken. A source that blocks has more. */
  boolean exhausted() {
    if (!late) {
      ask(() -> atEnd = !requests.hasNext());
    }
    return atEnd;
  }

  /** Whether the batch had to end while the source was asked. */
  boolean late() {
    return late;
  }

  /** Asks the source. A result that comes late, because it ignores the interrupt, is kept. */
  private void ask(Runnable question) {
    Optional<Boolean> asked = TimedCode.inTime(
        () -> {
          question.run();
          return true;
        },
        end,
        deadline.remainingNanos());
    late |= asked.isEmpty();
  }
}
