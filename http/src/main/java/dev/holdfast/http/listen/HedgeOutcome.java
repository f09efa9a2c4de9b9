/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

/** The outcome of the second request of a hedged attempt. */
public enum HedgeOutcome {
  /** Its response became that of the attempt. */
  WON,
  /** The first request was answered while the second was running. */
  CANCELLED,
  /** It failed. */
  FAILED,
  /** It was due, but a policy refused it: the budget for hedges, or a limit. */
  REFUSED
}
