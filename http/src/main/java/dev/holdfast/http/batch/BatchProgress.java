/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * The progress of a batch.
 *
 * @param done calls that have ended, successful or not
 * @param failed ended calls that failed
 * @param running calls in flight
 * @param total the number of requests, if it is known
 */
public record BatchProgress(long done, long failed, int running, OptionalLong total) {

  /** Checks that nothing is missing. */
  public BatchProgress {
    Objects.requireNonNull(total, "total");
  }
}
