/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Counter;

/** The retries of one call. Made with the first retry or redirect: most calls need none. */
final class RetryCounts {

  // One field for each counter: an array would use more memory.
  private int connect;
  private int read;
  private int redirect;
  private int status;
  private int other;

  private int failuresInARow;
  private long previousDelayNanos;

  /** Number of retries that waited as long as the server asked to. */
  int serverWaits;

  int of(Counter counter) {
    return switch (counter) {
      case CONNECT -> connect;
      case READ -> read;
      case REDIRECT -> redirect;
      case STATUS -> status;
      case OTHER -> other;
    };
  }

  /** Redirects not included. */
  int total() {
    return connect + read + status + other;
  }

  int failuresInARow() {
    return failuresInARow;
  }

  long previousDelayNanos() {
    return previousDelayNanos;
  }

  /** A redirect ends a run of failures. */
  void redirected() {
    charge(Counter.REDIRECT);
    failuresInARow = 0;
    previousDelayNanos = 0;
  }

  void failed(long delayNanos) {
    failuresInARow++;
    previousDelayNanos = delayNanos;
  }

  void charge(Counter counter) {
    switch (counter) {
      case CONNECT -> connect++;
      case READ -> read++;
      case REDIRECT -> redirect++;
      case STATUS -> status++;
      case OTHER -> other++;
    }
  }
}
