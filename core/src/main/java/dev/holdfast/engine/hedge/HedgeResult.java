/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

/** The result of a hedge that was due. */
public enum HedgeResult {
  /** Its outcome is the pair's outcome. */
  WON,
  /** The first attempt ended while the hedge was running. */
  CANCELLED,
  /** It failed. */
  FAILED,
  /** It was not sent, since a policy refused it. */
  REFUSED
}
