/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/** The parts of an attempt, in the order in which they pass. */
public enum Phase {
  /** Waiting for a pooled connection, or for the right to open one. */
  POOL,
  /** Looking up the host name. */
  DNS,
  /** Connecting to the addresses. */
  CONNECT,
  /** The TLS handshake. */
  TLS,
  /** Sending the request, head and body. */
  SEND,
  /** Waiting for and reading the response head. */
  HEAD,
  /** Reading the response body. */
  BODY
}
