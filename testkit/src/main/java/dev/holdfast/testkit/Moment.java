/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

/** When a step is taken from the script. */
enum Moment {
  /** As soon as a connection is accepted: before TLS, before a byte is read. */
  CONNECTION,
  /** When the head of a request has been read, its body not. */
  REQUEST_HEAD,
  /** When a whole request has been read. */
  REQUEST
}
