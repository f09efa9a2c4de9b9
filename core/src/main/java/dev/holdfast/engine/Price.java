/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

/** What a retry costs the budget of its origin. */
public enum Price {
  /**
   * Nothing: the cause was no sign of trouble on the other side, so it is no failure of it either.
   */
  FREE,
  /** One, and that comes back if the retry succeeds: then it has added nothing to an outage. */
  RETURNED,
  /** One, which is gone: the other side said that it gets too many requests. */
  KEPT
}
