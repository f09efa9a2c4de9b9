/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

/** Why we, not the peer, ended what an attempt was waiting for. */
public enum EndReason {
  /** No byte came, or none was taken, for the limit of the phase. */
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
