/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

/** The price of a retry in the budget of its origin. */
public enum Price {
  /** Free: the cause says nothing about the server's health, so it is not its failure either. */
  FREE,
  /** One, refunded if the retry succeeds: then it has added nothing to an outage. */
  RETURNED,
  /** One, never refunded: the server said that it gets too many requests. */
  KEPT
}
