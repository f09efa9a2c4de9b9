/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/** What is known about whether the peer may have received the request. */
public enum Sent {
  /** No byte of the request left this process: safe to send again, whatever the method. */
  NO,
  /** Some or all of the request may have reached the peer. */
  MAYBE,
  /** The peer answered: a whole response head arrived. */
  ANSWERED
}
