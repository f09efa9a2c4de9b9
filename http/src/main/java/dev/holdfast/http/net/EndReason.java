/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

/** The reason why this side, not the peer, ended the wait of an attempt. */
public enum EndReason {
  /** No byte came, or none was accepted, for the limit of the phase. */
  SILENCE,
  /** The budget for name look-up, connecting and TLS is used up. */
  CONNECT,
  /** The attempt as a whole took too long. */
  ATTEMPT,
  /** The deadline of the call passed. */
  DEADLINE,
  /** The waiting thread was interrupted. */
  INTERRUPTED,
  /** The attempt was cancelled by its caller. */
  CANCELLED,
  /** The transport was closed. */
  CLOSED
}
