/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

/**
 * The cause of an interrupt that ended a running attempt and its call. Such an attempt says nothing
 * about the other side.
 */
enum CallInterruption {
  /** The deadline of the whole call. */
  DEADLINE,
  /** The caller's thread was interrupted while it waited for a second attempt. */
  INTERRUPT,
  /** The token was cancelled while the caller's thread waited for a second attempt. */
  TOKEN
}
