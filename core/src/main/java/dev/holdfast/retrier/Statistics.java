/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/**
 * What a retrier has done since it was built; a snapshot, whose numbers may be of slightly
 * different moments.
 *
 * @param succeededAtOnce calls whose first attempt was good
 * @param succeededAfterRetry calls that needed more
 * @param gaveUp calls without an acceptable result
 * @param retries attempts beyond the first
 * @param waited the sum of all waits decided
 */
public record Statistics(
    long succeededAtOnce, long succeededAfterRetry, long gaveUp, long retries, Duration waited) {

  /** Calls that have ended. */
  public long calls() {
    return succeededAtOnce + succeededAfterRetry + gaveUp;
  }

  @Override
  public String toString() {
    return calls() + " calls: " + succeededAtOnce + " good at once, " + succeededAfterRetry
        + " after retries, " + gaveUp + " given up; " + retries + " retries, waited "
        + Nanos.format(Nanos.of(waited));
  }
}
