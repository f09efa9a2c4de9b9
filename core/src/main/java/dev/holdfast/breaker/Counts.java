/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

/**
 * The counted calls of a breaker.
 *
 * @param calls all calls
 * @param failed failed calls
 * @param slow slow calls, failed or not
 */
record Counts(long calls, long failed, long slow) {

  static final Counts NONE = new Counts(0, 0, 0);

  /** These counts with that many more calls that neither failed nor were slow. */
  Counts and(long goodCalls) {
    return new Counts(calls + goodCalls, failed, slow);
  }
}
