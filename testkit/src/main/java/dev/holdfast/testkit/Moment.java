/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

/** The moment at which a step is taken from the script. */
enum Moment {
  /** As soon as a connection is accepted: before TLS, before a byte is read. */
  CONNECTION,
  /** When the head of a request has been read, but not its body. */
  REQUEST_HEAD,
  /** When a whole request has been read. */
  REQUEST
}
