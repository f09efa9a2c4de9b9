/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/** Whether the peer may have received the request, as far as is known. */
public enum Sent {
  /** No byte of the request left this process: it is safe to send again, whatever the method. */
  NO,
  /** Some or all of the request may have reached the peer. */
  MAYBE,
  /** The peer responded: a whole response head arrived. */
  ANSWERED
}
