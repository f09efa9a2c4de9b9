/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

/**
 * What happened to the calls that a breaker looks at.
 *
 * @param calls in all
 * @param failed of them
 * @param slow of them, failed or not
 */
record Counts(long calls, long failed, long slow) {

  static final Counts NONE = new Counts(0, 0, 0);
}
