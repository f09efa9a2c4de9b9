/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far a batch has come.
 *
 * @param done calls that have ended, well or not
 * @param failed those of them that did not end well
 * @param running calls in flight
 * @param total how many requests there are, if that is known
 */
public record BatchProgress(long done, long failed, int running, OptionalLong total) {

  /** Checks that nothing is missing. */
  public BatchProgress {
    Objects.requireNonNull(total, "total");
  }
}
