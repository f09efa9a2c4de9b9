/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link Retrier.Statistics}; written on every call, read rarely. */
final class Tally {

  private final LongAdder atOnce = new LongAdder();
  private final LongAdder afterRetry = new LongAdder();
  private final LongAdder gaveUp = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();

  void succeededAtOnce() {
    atOnce.increment();
  }

  void ended(boolean good, int attempts, long waited) {
    retries.add(attempts - 1L);
    if (waited > 0) {
      waitedNanos.add(waited);
    }
    if (!good) {
      gaveUp.increment();
    } else if (attempts == 1) {
      atOnce.increment();
    } else {
      afterRetry.increment();
    }
  }

  Retrier.Statistics snapshot() {
    return new Retrier.Statistics(
        atOnce.sum(),
        afterRetry.sum(),
        gaveUp.sum(),
        retries.sum(),
        Duration.ofNanos(waitedNanos.sum()));
  }
}
