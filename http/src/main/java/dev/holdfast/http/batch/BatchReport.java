/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a batch.
 *
 * @param items the kept items: all for {@link Batch#run}, those that failed for
 *     {@link Batch#forEach}; in the order of the requests
 * @param succeeded the number of successful calls
 * @param failed the number of failed calls, including those that were never sent
 * @param stoppedBy the item that was fatal, if one was
 * @param exhausted whether all requests were taken; if not, the batch ended before, and there is no
 *     item for the rest
 * @param elapsed from the beginning to the end
 * @param <Q> type of a request
 * @param <A> type of a response
 */
public record BatchReport<Q, A>(
    List<BatchItem<Q, A>> items,
    long succeeded,
    long failed,
    Optional<BatchItem<Q, A>> stoppedBy,
    boolean exhausted,
    Duration elapsed) {

  /** Copies the list. */
  public BatchReport {
    items = List.copyOf(items);
    Objects.requireNonNull(stoppedBy, "stoppedBy");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Whether every request was sent and succeeded. */
  public boolean complete() {
    return exhausted && failed == 0;
  }

  /** Returns the items that failed. */
  public List<BatchItem<Q, A>> failures() {
    return items.stream().filter(item -> !item.ok()).toList();
  }

  /** Returns the counts in words. */
  @Override
  public String toString() {
    return "BatchReport[" + succeeded + " succeeded, " + failed + " failed"
        + (exhausted ? "" : ", ended before all requests were taken") + "]";
  }
}
